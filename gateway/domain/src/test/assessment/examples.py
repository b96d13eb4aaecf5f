#!/usr/bin/env python3
"""The worked examples of the design (X1 to X13, X21, X25), through the count where they are a round and through the formulas where they are a formula.
   examples.py --check   one line for each example that does not come out, else how many did"""
import sys
from decimal import Decimal
from fractions import Fraction as F

from count import count
from figures import (Z, clamp, combined, context, decimal, half_widths, mean, by_place, printed, ranks, severity, shrunk, streak, text, ticket, weighted, wilson)

FAULTS = []
DONE = []


def same(name, got, expected):
    DONE.append(name)
    if got != expected:
        FAULTS.append(f'{name}: {got!r}, expected {expected!r}')


def scheme(**changes):
    s = {'scheme': 'example', 'subjects': {'categories': {'all': {}}}, 'sources': {}, 'rules': [],
         'score': {'good': 'high', 'decimals': 2, 'parts': [], 'missing': {'do': 'redistribute', 'most': 40}},
         'ranking': {'within': 'scheme', 'order': 'best-first', 'ties': 'share', 'list': {'take': 1}}}
    for k, v in changes.items():
        s[k] = {**s[k], **v} if isinstance(s.get(k), dict) else v
    return s


def rounds(s, facts, subjects, period='2026-10', seed='3-1-4-1-5-9', history=()):
    facts = [{'id': f'f{i}', **f} for i, f in enumerate(facts)]
    return {c['subject']: c for c in count({'scheme': s, 'period': period, 'seed': seed, 'facts': facts, 'history': list(history),
                                            'subjects': [x if isinstance(x, dict) else {'id': x, 'category': 'all'} for x in subjects]})['cards']}


def one(measure, source, facts, **part):
    """The only part of the only subject."""
    kinds = {'presses': {}, 'survey': {'form': 'form'}, 'visits': {'checklist': 'list'}, 'cases': {'flows': ['f']}}
    s = scheme(sources={'s': {'kind': source, **kinds[source]}}, score={'parts': [{'id': 'p', 'weight': 100, 'from': 's', 'measure': measure, 'minimum': 1, **part}]},
               forms={'form': {'about': 'one', 'questions': [{'id': 'q', 'scale': 'three'}]}},
               scales={'three': [{'id': 'good', 'value': 100}, {'id': 'fair', 'value': 70}, {'id': 'poor', 'value': 0}, {'id': 'unknown', 'exclude': True}]},
               checklists={'list': [{'id': 'absent', 'deduct': 10, 'most': 30}, {'id': 'slow', 'deduct': 10, 'most': 30}, {'id': 'wrong', 'deduct': 30, 'most': 60}]})
    return rounds(s, [{'source': 's', 'subject': 'a', **f} for f in facts], ['a'])['a']['parts']['p']


def x1():
    for good, fair, poor, unknown, n, score, interval in ((70, 30, 8, 12, 108, '84.26', ['79.09', '89.42']), (0, 0, 100, 0, 100, '0.00', ['0.00', '3.70']),
                                                          (5, 0, 0, 95, 5, '100.00', None), (0, 0, 0, 9, 0, None, None)):
        counts = {'good': good, 'fair': fair, 'poor': poor, 'unknown': unknown}
        p = one('choice', 'survey', [{'counts': {'q': counts}}])
        same('X1', (p['n'], p.get('printed'), p.get('interval'), p.get('missing', False)), (n, score, interval, score is None))
        q = one('choice', 'survey', [{'answers': {'q': o}} for o in counts for _ in range(counts[o])])
        same('X1 answer by answer', q, p)


def x2():
    for counts, expected in (((40, 3, 1, 0, 1), ('97.78', '95.56', '95.00')), ((10, 10, 5, 3, 2), ('83.33', '66.67', '69.17')), ((0, 0, 0, 0, 4), ('0.00', '0.00', '0.00'))):
        got = [one('levels', 'presses', [{'levels': dict(zip('54321', counts))}], **{'as': a}) for a in ('satisfaction', 'strict', 'index')]
        same('X2', tuple(p['printed'] for p in got), expected)
    same('X2 to one decimal', [printed(F(100 * k, n), 1) for k, n in ((44, 45), (43, 45), (25, 30), (20, 30))], ['97.8', '95.6', '83.3', '66.7'])


def x3():
    for k, n, low, high in ((0, 10, '0.0000', '0.2775'), (1, 10, '0.0179', '0.4042'), (5, 10, '0.2366', '0.7634'), (10, 10, '0.7225', '1.0000'), (3, 4, '0.3006', '0.9544'),
                            (3, 30, '0.0346', '0.2562'), (30, 300, '0.0709', '0.1392'), (60, 400, '0.1183', '0.1883'), (82, 165, '0.4216', '0.5725'), (142, 165, '0.7995', '0.9053')):
        same('X3', tuple(text(b, 4) for b in wilson(k, n)), (low, high))


def ballots(data, mark='cold'):
    """n ballots that dealt with an office, k of them naming it."""
    return [{'source': 's', 'contact': [o], 'marks': {o: [mark]} if i < k else {}} for o, (k, n) in data.items() for i in range(n)]


def x4():
    data = {'A': (60, 400), 'B': (18, 90), 'C': (3, 4), 'D': (3, 30), 'E': (10, 250), 'F': (0, 12)}
    s = scheme(forms={'form': {'about': 'many', 'marks': [{'id': 'cold'}]}}, sources={'s': {'kind': 'ballot', 'admission': 'drawn', 'form': 'form'}},
               score={'good': 'low', 'decimals': 4, 'parts': [{'id': 'p', 'weight': 100, 'from': 's', 'measure': 'named', 'marks': {'cold': 100}, 'of': 'contact', 'prior': 20, 'minimum': 5}]},
               ranking={'order': 'worst-first', 'list': {'take': 3}, 'firm': {'confidence': Decimal('0.95'), 'then': 'mark'}})
    cards = rounds(s, ballots(data), data)
    for o, rank, firm in (('A', 2, False), ('B', 1, True), ('C', None, None), ('D', 3, False), ('E', 5, False), ('F', 4, False)):
        row = cards[o]['ranking']
        same(f'X4 {o}', (row.get('rank'), row.get('firm')), (rank, firm))
    same('X4 pool', printed(F(94, 786), 4), '0.1196')
    same('X4 shrunk', [printed(F(*map(int, c['parts']['p']['marks']['cold']['figure'].split('/'))), 4) for c in cards.values()], ['0.1486', '0.1854', '0.2247', '0.1078', '0.0459', '0.0747'])
    same('X4 lower', [text(wilson(k, n)[0], 4) for k, n in data.values()], ['0.1183', '0.1304', '0.3006', '0.0346', '0.0219', '0.0000'])
    same('X4 too few', cards['C']['ranking'], {'notRanked': {'p': 4}, 'problems': ['cold'], 'listed': False})

    def order(values):
        return [1 + sum(o > v for o in values) for v in values]
    same('X4 by count', order([k for k, _ in data.values()]), [1, 2, 4, 4, 3, 6])
    same('X4 by share', order([F(k, n) for k, n in data.values()]), [3, 2, 1, 4, 5, 6])
    same('X4 by shrunk', order([shrunk(k, n, F(94, 786), 20) for k, n in data.values()]), [3, 2, 1, 4, 6, 5])
    same('X4 by lower', order([wilson(k, n, Z)[0] for k, n in data.values()]), [3, 2, 1, 4, 5, 6])


def x5():
    k = {'cold': 6, 'lazy': 9, 'shift': 5, 'chaos': 1, 'greedy': 0}
    pool = {'cold': 20, 'lazy': 50, 'shift': 30, 'chaos': 8, 'greedy': 4}
    s = scheme(forms={'form': {'about': 'many', 'marks': [{'id': m} for m in k]}}, sources={'s': {'kind': 'ballot', 'admission': 'drawn', 'form': 'form'}},
               score={'good': 'low', 'parts': [{'id': 'p', 'weight': 100, 'from': 's', 'measure': 'named', 'marks': {m: 20 for m in k}, 'minimum': 5}]})
    facts = [{'source': 's', 'contact': [o], 'marks': {o: [m for m in k if i < counts[m]]}} for o, n, counts in (('own', 90, k), ('rest', 910, {m: pool[m] - k[m] for m in k})) for i in range(n)]
    p = rounds(s, facts, ['own', 'rest'])['own']['parts']['p']
    same('X5 pools', [p['marks'][m]['pool'] for m in k], ['1/50', '1/20', '3/100', '1/125', '1/250'])
    same('X5 shrunk', [printed(F(*map(int, p['marks'][m]['figure'].split('/'))), 6) for m in k], ['0.058182', '0.090909', '0.050909', '0.010545', '0.000727'])
    same('X5 hardness', (printed(F(*map(int, p['figure'].split('/'))), 4), p['printed'], p['n']), ('4.2255', '4.23', 90))


def x6():
    for directed, sampled, other, missing, score in (('4.10', '6.25', '5.00', 0, '4.84'), ('4.10', '6.25', None, 10, '4.82'), ('4.10', None, None, 40, '4.10'), (None, '6.25', '5.00', 60, None)):
        got, lost = weighted([(60, directed), (30, sampled), (10, other)])
        same('X6', (lost, got if got is None else printed(got, 2)), (missing, score))


def x7():
    for times, deducted, score in (({}, '0/1', '100.00'), ({'absent': 1}, '10/1', '90.00'), ({'absent': 4}, '30/1', '70.00'),
                                   ({'absent': 2, 'slow': 1, 'wrong': 2}, '90/1', '10.00'), ({'absent': 9, 'slow': 9, 'wrong': 9}, '120/1', '0.00')):
        p = one('checklist', 'visits', [{'times': times}])
        same('X7', (p['visits'][0]['deducted'], p['printed']), (deducted, score))
    same('X7 mean', one('checklist', 'visits', [{'times': {}}, {'times': {'absent': 1}}, {'times': {'absent': 3, 'slow': 3, 'wrong': 2}}])['printed'], '63.33')


def x8():
    for a, b, c, d, fails, counts, target in ((22, 1, 0, 0, '95.65', '100.00', '100.00'), (18, 2, 2, 1, '78.26', '86.96', '82.38')):
        facts = [{'outcome': 'solved'}] * a + [{'outcome': 'solved', 'late': True}] * b + [{'outcome': 'unsolved'}] * c + [{'outcome': 'open', 'overdue': True}] * d + [{'outcome': 'open'}] * 3
        part = {'count': ['solved'], 'of': ['solved', 'unsolved']}
        got = [one('rate', 'cases', facts, **part, **more) for more in ({'late': 'fails'}, {'late': 'counts'}, {'late': 'fails', 'scale': {'target': 95}})]
        same('X8', [(p['n'], p['printed']) for p in got], [(23, fails), (23, counts), (23, target)])
    same('X8 no case', [one('rate', 'cases', [], count=['solved'], of=['solved', 'unsolved'], **more).get('printed', 'missing') for more in ({}, {'none': 100}, {'none': 100, 'scale': {'target': 95}})],
         ['missing', '100.00', '100.00'])
    same('X8 three parts', printed(F(10) * F(118, 120) + F(40) * (80 + F('22.5')) / 120 + F(50) * F(96, 120), 2), '84.00')


def x9():
    weights = [25, 25, 20, 15, 5, 10]
    units = {'power': '86.48 88.10 79.00 84.20 92.50 95.65', 'station': '61.20 58.75 64.00 -- 70.00 80.00', 'water': '86.48 88.10 79.00 84.20 92.50 95.60', 'new hospital': '-- -- 90.00 91.00 95.00 100.00'}
    scores = {u: weighted(list(zip(weights, [None if x == '--' else x for x in xs.split()]))) for u, xs in units.items()}
    same('X9', [(m, s if s is None else printed(s, 2)) for s, m in scores.values()], [(0, '86.27'), (15, '63.87'), (0, '86.26'), (50, None)])
    same('X9 ranks', ranks({u: printed(s, 2) for u, (s, _) in scores.items() if s is not None}), {'power': 1, 'station': 3, 'water': 2})


def entries(scores, meter=()):
    """Scores as points on an empty visit: 100 less what is deducted, to the thousandth."""
    return ([{'source': 'v', 'subject': s, 'times': {'thousandth': int((100 - F(v)) * 1000)}} for s, v in scores.items()]
            + [{'source': 'm', 'subject': s, 'times': {'thousandth': int((100 - F(v)) * 1000)}} for s, v in dict(meter).items()])


def by_points(**ranking):
    return scheme(sources={'v': {'kind': 'visits', 'checklist': 'l'}, 'm': {'kind': 'visits', 'checklist': 'l'}, 'd': {'kind': 'ledger', 'items': {'breach': {}}}},
                  checklists={'l': [{'id': 'thousandth', 'deduct': Decimal('0.001'), 'most': 100}]}, ranking=ranking,
                  score={'parts': [{'id': 'v', 'weight': 100, 'from': 'v', 'measure': 'checklist', 'minimum': 1}, {'id': 'meter', 'weight': 0, 'from': 'm', 'measure': 'checklist', 'minimum': 1}]})


def x10():
    scores = {'A': '96.40', 'B': '95.104', 'C': '95.096', 'D': '94.00', 'E': '93.20', 'F': '92.85', 'G': '92.85', 'H': '90.00'}
    for edge, expected in (('include', 'ABCDEFG'), ('break', 'ABCDEG'), ('draw', 'ABCDEG')):
        cards = rounds(by_points(list={'take': 6, 'edge': edge}, breakBy=['meter'] if edge == 'break' else []), entries(scores, {'F': '93.0', 'G': '94.1'}), scores)
        same('X10 ranks', [c['ranking']['rank'] for c in cards.values()], [1, 2, 2, 4, 5, 6, 6, 8])
        same(f'X10 {edge}', ''.join(s for s, c in cards.items() if c['ranking']['listed']), expected)
    same('X10 tickets', [ticket('3-1-4-1-5-9', '2026-10', s)[:12] for s in 'FG'], ['d1882a8cfa3e', '457fa87ee5d9'])
    office = {f'o{i:03d}': str(100 - i) for i in range(1, 61)}        # o001 is the hardest: the greatest figure, worst first
    k, l = 'o037', 'o052'
    for proven, expected in (((), (37, 52, 1, 9, 10)), ((k,), (1, 52, 2, 10, 11)), ((k, l), (1, 1, 3, 11, 12)), (('o001',), (37, 52, 1, 9, 10))):
        s = by_points(order='worst-first', first=['d.breach'], list={'take': 10, 'edge': 'break'})
        s['score']['good'] = 'low'
        cards = rounds(s, entries(office) + [{'source': 'd', 'subject': o, 'item': 'breach'} for o in proven], office)
        same('X10 first', tuple(cards[o]['ranking']['rank'] for o in (k, l, 'o001', 'o009', 'o010')), expected)
        same('X10 ten exactly', [c['ranking']['listed'] for c in cards.values()], [c['ranking']['rank'] <= 10 for c in cards.values()])
        same('X10 ten', sum(c['ranking']['listed'] for c in cards.values()), 10)


def x11():
    def hit(v):
        return v <= 3
    for history, expected in (([1, 4], 0), ([2, 3], 2), ([2, 3, 1], 3), ([2, 3, 1, 1], 4), ([2, 5, 3], 1), ([2, 'x', 3], 2), ([2, 'n', 3], 2), ([2, 'n', 'n', 3], 1), ([2, 3, 'n'], 0)):
        same(f'X11 {history}', streak(history, hit), expected)


NANCHUAN = [{'id': 'warn-leader', 'when': {'rank': {'to': 10}}, 'do': [{'open': 'talk', 'to': 'deputy', 'by': 'discipline'}]},
            {'id': 'warn-head', 'when': {'rank': {'from': 4, 'to': 10}}, 'do': [{'open': 'talk', 'to': 'head', 'by': 'unit'}]},
            {'id': 'summon-head', 'when': {'rank': {'to': 3}}, 'do': [{'open': 'interview', 'to': 'head', 'by': 'unit'}]},
            {'id': 'remove-head', 'when': {'rank': {'to': 3}, 'streak': 2}, 'do': [{'open': 'decide', 'to': 'head', 'by': 'unit', 'propose': 'removal'}]},
            {'id': 'remove-deputy', 'when': {'rank': {'to': 3}, 'streak': 3}, 'do': [{'open': 'decide', 'to': 'deputy', 'by': 'discipline', 'propose': 'removal'}]},
            {'id': 'deduct', 'when': {'rank': {'to': 10}}, 'do': [{'points': {'into': 'annual-appraisal', 'to': ['unit', 'deputy'], 'byRank': [Decimal(x) / 10 for x in range(-20, 0, 2)], 'most': -4}}]}]


def worst(ten, tail, history, posts=None):
    """A round in which these offices are the ten hardest, in this order."""
    s = by_points(order='worst-first', list={'take': 10, 'edge': 'break'})
    s['score']['good'], s['rules'] = 'low', NANCHUAN
    order = ten + tail
    subjects = [{'id': o, 'category': 'all', 'unit': 'u', 'posts': {'head': f'h-{o}', 'deputy': (posts or {}).get(o, f'd-{o}')}} for o in order]
    return count({'scheme': s, 'period': '2026-Q4', 'seed': '1', 'subjects': subjects, 'history': history,
                  'facts': [{'id': f'f{i}', **f} for i, f in enumerate(entries({o: 100 - F(i, 2) for i, o in enumerate(order)}))]})


def x12():
    offices = [f'o{i:03d}' for i in range(105)]
    plan = {3: ['o001'], 4: ['o001'], 8: ['o002'], 9: ['o002'], 12: ['o003'], 13: ['o003'], 14: ['o003']}     # three heads and one deputy
    acts, history = {}, []
    for q in range(1, 18):
        must = plan.get(q, [])
        others = [o for o in offices[4:] if o not in must]
        others = others[q * 11 % 90:] + others[:q * 11 % 90]
        ten = must + others[:10 - len(must)]
        out = worst(ten, [o for o in offices if o not in ten], history)
        history = history + [{'period': str(q), 'rows': {c['subject']: c['ranking'] for c in out['cards']}}]
        for e in out['effects']:
            acts[e['rule']] = acts.get(e['rule'], 0) + 1
    same('X12', acts, {'warn-leader': 170, 'summon-head': 51, 'warn-head': 119, 'remove-head': 3, 'remove-deputy': 1, 'deduct': 170})


def x13():
    offices = [f'o{i:02d}' for i in range(1, 13)]
    for led, total, given in (([1], '-2/1', '-2/1'), ([10], '-1/5', '-1/5'), ([1, 4], '-17/5', '-17/5'), ([1, 2, 3], '-27/5', '-4/1')):
        out = worst(offices[:10], offices[10:], [], {offices[i - 1]: 'leader' for i in led})
        got = [(t['sum'], t['given']) for t in out['totals'] if t['to'] == 'deputy' and t['holder'] == 'leader']
        same('X13', got, [(total, given)])
        same('X13 points', [e['points'] for e in out['effects'] if e['do'] == 'points'], ['-2/1', '-9/5', '-8/5', '-7/5', '-6/5', '-1/1', '-4/5', '-3/5', '-2/5', '-1/5'])


def x21():
    windows = [(97, [85, 85]), (90, [80, 82]), (95, [78, 82]), (99, [90, 86]), (93, [81, 79])]
    same('X21', [printed(severity([w])[0], 1) for w in windows], ['12.0', '9.0', '15.0', '11.0', '13.0'])
    same('X21 told', severity(windows), (F(12), True))
    same('X21 one fewer', severity(windows[:4])[1], False)


def x25():
    errors = [(Decimal(w) / 100, Decimal(se)) for w, se in ((25, '2.1'), (25, '2.0'), (20, '3.0'), (15, '1.8'))]
    same('X25 interval', (text(combined(errors), 3), text(Decimal('1.96') * combined(errors), 2)), ('0.979', '1.92'))
    for base, points, total, given, score in (('95.20', [-2, -2, '0.5'], '-7/2', '-7/2', '91.70'), ('95.20', [-2] * 4 + ['0.5'], '-15/2', '-6/1', '89.20'), ('99.50', ['0.5'] * 5, '5/2', '2/1', '100.00'), ('1.00', [-2] * 3, '-6/1', '-6/1', '0.00')):
        s = by_points()
        s['score']['adjust'] = [{'from': 'd', 'items': ['breach'], 'least': -6, 'most': 2}]
        card = rounds(s, entries({'a': base}) + [{'source': 'd', 'subject': 'a', 'item': 'breach', 'points': Decimal(p)} for p in points], ['a'])['a']
        same('X25 adjust', (card['adjust'][0]['sum'], card['adjust'][0]['figure'], card['total']['printed']), (total, given, score))
    for exact, shown, grade in (('95.00', '95.00', 'star5'), ('94.995', '95.00', 'star5'), ('94.9949', '94.99', 'star4'), ('80.00', '80.00', 'star3'), ('59.99', '59.99', None)):
        s = by_points()
        s['checklists']['l'][0]['deduct'] = Decimal('0.0001')
        s['score']['grades'] = [{'id': f'star{i}', 'from': f} for i, f in ((5, 95), (4, 90), (3, 80), (2, 70), (1, 60))]
        row = rounds(s, [{'source': 'v', 'subject': 'a', 'times': {'thousandth': int((100 - F(exact)) * 10000)}}], ['a'])['a']['ranking']
        same('X25 grade', (row['printed'], row.get('grade')), (shown, grade))
    for scores, expected in (({'a': 90, 'b': 80, 'c': 70, 'd': 60}, ['87.50', '62.50', '37.50', '12.50']), ({'a': 90, 'b': 80, 'c': 80, 'd': 60}, ['87.50', '50.00', '50.00', '12.50'])):
        s = by_points()
        s['score']['parts'][0]['scale'] = {'within': 'category'}
        same('X25 within category', [c['total']['printed'] for c in rounds(s, entries(scores), scores).values()], expected)
    same('X25 place', printed(by_place(F(5, 2), 4), 1), '50.0')


def formulas():
    same('clamp', clamp(-6, 2, F(5)), 2)
    same('mean', mean({'a': 3, 'b': 1}, {'a': 100, 'b': 0}), (4, F(75)))
    same('half widths', [text(h, 2) for h in half_widths({'a': 70, 'b': 30, 'c': 8}, {'a': 100, 'b': 70, 'c': 0})], ['5.16', '5.16'])
    same('decimal', decimal(F(1, 3)), Decimal('0.' + '3' * 40))


if __name__ == '__main__':
    if sys.argv[1:] != ['--check']:
        sys.exit(__doc__)
    with context():
        for check in (x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x21, x25, formulas):
            check()
    for fault in FAULTS:
        print(fault)
    print(f'{len(DONE) - len(FAULTS)} of {len(DONE)} hold')
    sys.exit(1 if FAULTS else 0)
