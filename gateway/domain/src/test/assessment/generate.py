#!/usr/bin/env python3
"""Random rounds and what comes out of them, for the comparison of two programs.
   generate.py SEED N DIR   writes DIR/rounds.jsonl.gz and DIR/outcomes.jsonl.gz and prints how often each feature occurs
   generate.py SEED N -     writes the N rounds and outcomes to standard output, a round and its outcome by turns"""
import gzip
import hashlib
import io
import os
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction as F

from count import Count, canonical, count

MEASURES = ['levels', 'choice', 'named', 'checklist', 'rate']
CATEGORIES = ['law', 'service', 'economy']
MARKS = ['cold', 'lazy', 'shift']
OUTCOMES = ['solved', 'unsolved']


class Dice:
    """Numbers from SHA-256 of seed, round and a counter: the same on every machine and in every Python."""

    def __init__(self, *name):
        self.name, self.n = '|'.join(map(str, name)), 0

    def below(self, n):
        self.n += 1
        return int.from_bytes(hashlib.sha256(f'{self.name}|{self.n}'.encode()).digest()[:8], 'big') % n

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def one(self, items):
        return items[self.below(len(items))]

    def some(self, items, n):
        items = list(items)
        return [items.pop(self.below(len(items))) for _ in range(n)]

    def chance(self, per_cent):
        return self.below(100) < per_cent

    def shares(self, n, whole=100, step=5):
        """n positive multiples of the step that add up to the whole."""
        cuts = sorted(self.some(range(1, whole // step), n - 1))
        return [step * (b - a) for a, b in zip([0] + cuts, cuts + [whole // step])]


class Round:
    def __init__(self, seed, number):
        self.dice = d = Dice(seed, number)
        self.categories = CATEGORIES[:d.between(1, 3)]
        self.facts, self.scheme = [], {'scheme': f's{number}', 'subjects': {'categories': {c: {} for c in self.categories}}, 'scales': {}, 'forms': {}, 'checklists': {}, 'sources': {}}
        self.loose, self.parts = 0, []
        names = d.some([f'w{i}' for i in range(1, 30)], d.between(3, 9))
        self.subjects = [self.subject(s) for s in names]
        self.score()
        self.rank()
        for s in self.scheme['score']['parts']:
            if s['measure'] != 'named':
                for x in self.subjects:
                    if 'only' not in s or x['category'] in s['only'] or d.chance(5):
                        self.facts_of(s, x['id'])
        self.ballots()
        self.entries()
        self.twins()
        self.disorder()
        self.rules()
        self.history()

    def made(self):
        r = {'scheme': self.scheme, 'period': self.period, 'seed': '-'.join(str(self.dice.between(1, 6)) for _ in range(8)), 'subjects': self.subjects,
                'facts': self.dice.some(self.facts, len(self.facts)), 'history': self.past}
        self.edge(count(r)['cards'])
        return r

    def edge(self, cards):
        """The list ends within a tie where there is one."""
        place = self.scheme['ranking']['list']
        ranks = Counter(c['ranking']['rank'] for c in cards if 'rank' in c['ranking'])
        tied = [k for k in sorted(ranks) if ranks[k] > 1]
        if tied and self.dice.chance(98):
            rank = self.dice.one(tied)
            take = self.dice.between(rank, rank + ranks[rank] - 2)
            place['take'] = {c: take for c in self.categories} if isinstance(place['take'], dict) else take * len(self.categories) if 'spread' in place else take

    def subject(self, name):
        d = self.dice
        s = {'id': name, 'category': d.one(self.categories)}
        for key, per_cent, value in (('unit', 85, f'u{d.between(1, 3)}'), ('services', 85, d.between(0, 4) * 50), ('contacts', 85, d.between(0, 4) * 10)):
            if d.chance(per_cent):
                s[key] = value
        s['posts'] = {p: f'{p[0]}{d.between(1, 4)}' for p in ('head', 'deputy') if d.chance(90)}
        if d.chance(30):
            s['held'] = ['plaque']
        return s

    # -- score -------------------------------------------------------------------------------------------------------------------------------------

    def score(self):
        d = self.dice
        parts = []
        common = d.between(1, 4)
        if len(self.categories) > 1 and d.chance(40):
            *weights, own = d.shares(common + 1)
            alone = self.categories[0]
            others = self.categories[1:]
            parts += [self.part(f'own-{c[0][0]}', own, c) for c in ([[alone], others] if d.chance(50) else [[c] for c in self.categories])]
        else:
            weights = d.shares(common)
        if len(weights) > 1 and d.chance(15):
            weights[0], weights[1] = weights[0] + Decimal('2.5'), weights[1] - Decimal('2.5')
        parts += [self.part(f'p{i}', w) for i, w in enumerate(weights)]
        self.tie = d.chance(40)
        if self.tie:
            parts[-1]['weight'] -= Decimal('0.01')
            parts.append({'id': 'tie', 'weight': Decimal('0.01'), 'from': 'tie-source', 'measure': 'levels', 'minimum': 1})
            self.scheme['sources']['tie-source'] = {'kind': 'presses', 'rollUp': 'window'}
        do = d.one(['redistribute', 'redistribute', 'redistribute', 'zero', 'not-ranked'])
        missing = {'do': do}
        if do == 'redistribute' and d.chance(85) or do == 'zero' and d.chance(40):
            missing['most'] = d.one([0, 20, 40, 40, 60, 100])
        self.scheme['score'] = s = {'good': d.one(['high', 'low']), 'decimals': d.one([0, 1] if self.tie else [0, 1, 2, 2, 2, 3]), 'parts': d.some(parts, len(parts)), 'missing': missing}
        if d.chance(45):
            self.scheme['sources']['record'] = {'kind': 'ledger', 'items': {'criticism': {'value': -2}, 'banner': {'value': Decimal('0.5')}, 'transfer': {}}}
            s['adjust'] = [{'from': 'record', 'items': ['criticism', 'banner'] + (['transfer'] if d.chance(60) else []), 'least': d.one([-6, -3, 0, -90, -90]), 'most': d.one([0, 1, Decimal('2.5'), 60, 60])}]
        if d.chance(35):
            s['grades'] = d.some([{'id': 'star3', 'from': 80}, {'id': 'star2', 'from': Decimal('62.5')}, {'id': 'star1', 'from': 40}], d.between(2, 3))

    def part(self, name, weight, only=None):
        d = self.dice
        measure = d.one(MEASURES)
        p = {'id': name, 'weight': weight, 'from': f'{name}-source', 'measure': measure, 'minimum': d.one([0, 1, 2, 5]) if measure != 'checklist' else d.one([1, 1, 2])}
        if only:
            p['only'] = only
        before = [q for q in self.parts if q['measure'] == measure and self.scheme['sources'][q['from']].get('admission', 'drawn') == 'drawn']
        source = getattr(self, measure + '_source')(p)
        if before and d.chance(70):
            p['from'] = before[0]['from']
            if 'marks' in p:
                p['marks'] = before[0]['marks']
                if d.chance(75):
                    p['of'] = 'ballots' if before[0].get('of', 'contact') == 'contact' else 'contact'
        else:
            self.scheme['sources'][p['from']] = source
        self.parts.append(p)
        if d.chance(20):
            p['scale'] = {'target': d.one([95, 80, Decimal('37.5')])} if d.chance(50) else {'within': 'category'}
        return p

    def levels_source(self, p):
        if self.dice.chance(85):
            p['as'] = self.dice.one(['satisfaction', 'strict', 'index'])
        return {'kind': 'presses', 'rollUp': 'window'}

    def form_source(self, p, form):
        if self.loose + p['weight'] <= 40:
            self.loose += p['weight']
            return {'kind': 'ballot', 'admission': self.dice.one(['open', 'box']), 'form': form}
        return {'kind': 'ballot', 'admission': 'drawn', 'form': form, 'draw': {'size': 500, 'atLeastPerSubject': 2, 'allocate': 'equal'}}

    def choice_source(self, p):
        d = self.dice
        self.scheme['scales']['three'] = [{'id': 'good', 'value': 100}, {'id': 'fair', 'value': 60}, {'id': 'poor', 'value': 0}, {'id': 'unknown', 'exclude': True}]
        self.scheme['scales']['two'] = [{'id': 'none', 'value': 100}, {'id': 'seen', 'value': 0, 'asks': 'tip'}, {'id': 'unknown', 'exclude': True}]
        questions = [{'id': q, 'scale': d.one(['three', 'three', 'two'])} for q in ['duty', 'style', 'law'][:d.between(1, 3)]]
        for q in questions:
            if d.chance(40):
                q['weight'] = d.one([2, 3, Decimal('0.5')])
        form = f"{p['id']}-form"
        self.scheme['forms'][form] = {'about': 'one', 'questions': questions}
        return {'kind': 'survey', 'form': form, 'by': 'third-party'} if d.chance(50) else self.form_source(p, form)

    def named_source(self, p):
        d = self.dice
        marks = MARKS[:d.between(1, 3)]
        form = f'many-{len(marks)}'
        self.scheme['forms'][form] = {'about': 'many', 'marks': [{'id': m} for m in marks], 'contact': {}}
        p['marks'] = dict(zip(marks, d.shares(len(marks))))
        for key, values in (('of', ['contact', 'contact', 'ballots']), ('prior', [20, 20, 5, 0])):
            if d.chance(85):
                p[key] = d.one(values)
        return self.form_source(p, form)

    def checklist_source(self, p):
        d = self.dice
        name = f"{p['id']}-list"
        self.scheme['checklists'][name] = [{'id': i, 'deduct': d.one([5, 10, 30, Decimal('2.5')]), 'most': d.one([30, 40, 60, 90])} for i in ['absent', 'slow', 'wrong'][:d.between(1, 3)]]
        return {'kind': 'visits', 'checklist': name, 'by': 'inspector', 'assign': 'random'}

    def rate_source(self, p):
        d = self.dice
        p.update({'count': ['solved'], 'of': OUTCOMES})
        if d.chance(80):
            p['late'] = d.one(['fails', 'counts'])
        if d.chance(40):
            p['none'] = d.one([100, 100, 50, Decimal('87.5')])
        return {'kind': 'cases', 'flows': ['stuck']}

    # -- ranking -----------------------------------------------------------------------------------------------------------------------------------

    def rank(self):
        d = self.dice
        self.period = f'20{d.between(26, 29)}-Q{d.between(1, 4)}'
        r = {'within': d.one(['scheme', 'category']), 'order': d.one(['best-first', 'worst-first']), 'ties': 'share'}
        take = d.one(['number', 'number', 'categories', 'proportional'])
        r['list'] = {'take': {c: d.between(0, 3) for c in self.categories} if take == 'categories' else d.between(1, 4)}
        if take == 'proportional':
            r['list']['spread'] = 'proportional'
        if d.chance(90):
            r['list']['edge'] = d.one(['include', 'break', 'break', 'break', 'break', 'draw'])
        if d.chance(80):
            r['breakBy'] = (['tie'] if self.tie and d.chance(60) else ['services'] if d.chance(25) else []) + d.some(['contacts', 'previous'] + [p['id'] for p in self.scheme['score']['parts'] if p['id'] != 'tie'], d.between(1, 3))
        if d.chance(40):
            self.scheme['sources']['conduct'] = {'kind': 'ledger', 'items': {'violation': {'proof': 'required'}, 'breach': {'proof': 'required'}}}
            if d.chance(60):
                r['first'] = ['conduct.violation']
            if 'first' not in r or d.chance(60):
                r['bar'] = ['conduct.breach']
        if any(p['measure'] == 'named' for p in self.scheme['score']['parts']) and d.chance(90):
            r['firm'] = {'confidence': d.one([Decimal('0.95'), Decimal('0.9'), Decimal('0.8'), Decimal('0.99'), Decimal('0.98')]), 'then': d.one(['mark', 'remind-only'])}
        self.scheme['ranking'] = r

    # -- facts -------------------------------------------------------------------------------------------------------------------------------------

    def add(self, source, subject=None, **value):
        f = {'id': f'f{len(self.facts)}', 'source': source, **({'subject': subject} if subject else {}), **value}
        self.facts.append(f)
        return f

    def spread(self, n, options):
        """n answers over the options; sometimes all alike."""
        d = self.dice
        if d.chance(12):
            return {d.one(options): n}
        left, out = n, {}
        for o in d.some(options, len(options)):
            k = d.between(0, left)
            left -= k
            if k:
                out[o] = k
        out[options[0]] = out.get(options[0], 0) + left
        return {o: k for o, k in out.items() if k}

    def facts_of(self, part, subject):
        d, source = self.dice, part['from']
        n = d.one([0, 1, 2, 3, 5, 8]) if d.chance(30) else d.between(4, 9)
        if part['measure'] == 'levels':
            for _ in range(min(n, d.between(1, 2))):
                self.add(source, subject, levels=self.spread(d.between(1, 90), list('54321')))
            if d.chance(20):
                for _ in range(d.between(1, 3)):
                    self.add(source, subject, excluded=d.between(1, 2))
        elif part['measure'] == 'choice':
            self.answers(source, subject, n)
        elif part['measure'] == 'checklist':
            items = [i['id'] for i in self.scheme['checklists'][self.scheme['sources'][source]['checklist']]]
            for _ in range((n + 2) // 3):
                self.add(source, subject, times={i: d.between(1, 4) for i in items if d.chance(45)})
        else:
            for _ in range(n):
                o = d.one(['solved', 'solved', 'solved', 'unsolved', 'open', 'withdrawn' if d.chance(20) else 'solved'])
                self.add(source, subject, outcome=o, **({'overdue': d.chance(50)} if o == 'open' else {'late': True} if d.chance(25) else {}))

    def answers(self, source, subject, n):
        d = self.dice
        questions = self.scheme['forms'][self.scheme['sources'][source]['form']]['questions']
        options = {q['id']: [o['id'] for o in self.scheme['scales'][q['scale']]] for q in questions}
        if d.chance(50):
            size = d.between(30, 120) if d.chance(70) else n
            self.add(source, subject, counts={q: self.spread(size, o) for q, o in options.items()})
            n //= 3
        for _ in range(n):
            self.add(source, subject, answers={q: d.one(o) for q, o in options.items() if d.chance(85)})

    def ballots(self):
        """Ballots about many: one fact a ballot."""
        d = self.dice
        for p in self.scheme['score']['parts']:
            if p['measure'] != 'named':
                continue
            names = [s['id'] for s in self.subjects]
            hard = d.one(names)
            for _ in range(d.between(30, 60) if d.chance(35) else d.between(3, 20)):
                contact = d.some(names, d.between(min(2, len(names)), len(names)) if d.chance(60) else 1)
                marks = {o: d.some(p['marks'], d.between(1, len(p['marks']))) for o in contact if d.chance(70 if o == hard else 15)}
                if d.chance(3):
                    marks[d.one(names)] = d.some(p['marks'], 1)
                self.add(p['from'], contact=contact, marks=marks)

    def entries(self):
        d = self.dice
        for s in self.subjects:
            if 'record' in self.scheme['sources']:
                for item in ('criticism', 'banner', 'transfer'):
                    for _ in range(d.between(0, 3) if d.chance(45) else 0):
                        self.add('record', s['id'], item=item, **({'points': d.one([-3, Decimal('-1.5'), Decimal('0.25'), -60, 50])} if item == 'transfer' and d.chance(80) else {}))
            if 'conduct' in self.scheme['sources']:
                for item in ('violation', 'breach'):
                    if d.chance(18):
                        self.add('conduct', s['id'], item=item)

    def twins(self):
        """A subject whose facts are another's, so that they are equal to the last digit."""
        d = self.dice
        if not d.chance(75):
            return
        a, *others = d.some([s for s in self.subjects], min(len(self.subjects), d.between(2, 3)))
        if d.chance(70):
            for b in others:
                b['category'] = a['category']
        ids = {b['id'] for b in others}
        self.facts = [f for f in self.facts if f.get('subject') not in ids or f['source'] in ('conduct', 'tie-source')]
        for f in [f for f in self.facts if f.get('subject') == a['id'] and f['source'] not in ('conduct', 'tie-source')]:
            for b in others:
                self.facts.append({**f, 'subject': b['id']})
        for f in self.facts:
            if 'contact' in f:
                for b in others:
                    f['contact'] = [o for o in f['contact'] if o != b['id']] + ([b['id']] if a['id'] in f['contact'] else [])
                    f['marks'].pop(b['id'], None)
                    if a['id'] in f['marks']:
                        f['marks'][b['id']] = f['marks'][a['id']]
        for i, f in enumerate(self.facts):
            f['id'] = f'f{i}'

    def disorder(self):
        """Stated facts, struck facts that may be stated again, facts of nobody."""
        d = self.dice
        if d.chance(35):
            for f in d.some(self.facts, min(len(self.facts), d.between(1, 4))):
                f['state'] = 'stated'
        if d.chance(40):
            for f in d.some(self.facts, min(len(self.facts), d.between(1, 4))):
                self.add(f['source'], strikes=f['id'], **({'state': 'stated'} if d.chance(20) else {}))
                if d.chance(40):
                    self.facts.append({**f, 'id': f'f{len(self.facts)}'})
        if d.chance(6) and self.facts:
            f = d.one(self.facts)
            if 'subject' in f:
                self.facts.append({**f, 'id': f'f{len(self.facts)}', 'subject': 'nobody'})

    # -- rules -------------------------------------------------------------------------------------------------------------------------------------

    def rules(self):
        d, rules = self.dice, []
        grades = [g['id'] for g in self.scheme['score'].get('grades', [])]
        visits = [s for s, x in self.scheme['sources'].items() if x['kind'] == 'visits']
        items = [i for x in ('first', 'bar') for i in self.scheme['ranking'].get(x, [])]
        conditions = [lambda: {'rank': {'to': d.between(1, 4)}}, lambda: {'rank': {'from': 2, 'to': d.between(2, 5)}}, lambda: {'last': True}, lambda: {'lowest': {'percent': d.one([5, 30, Decimal('12.5')])}},
                      lambda: {'listed': True}, lambda: {'score': {'from': d.one([0, 40]), 'below': d.one([60, 90])}}, lambda: {'score': {'below': 70}},
                      lambda: {'listed': True, 'rank': {'to': 1}}, lambda: {'rank': {'to': 3}, 'score': {'from': 50}}, lambda: {'held': 'plaque', 'last': True}]
        if grades:
            conditions += [lambda: {'grade': d.some(grades, d.between(1, len(grades)))}] * 2
        if items:
            conditions += [lambda: {'fact': d.one(items)}]
        for i in range(d.between(1, 4)):
            when = d.one(conditions)()
            if {'rank', 'last', 'listed', 'score'} & set(when) and d.chance(45):
                when['streak'] = d.one([1, 2, 2, 3])
            rules.append({'id': f'r{i}', 'when': when, 'do': [self.effect(when) for _ in range(d.one([1, 1, 2]))], **({'at': 'published'} if d.chance(20) else {})})
        for r in rules:
            if d.chance(8):
                r['do'].append(r['do'][0])
        if visits and d.chance(40):
            rules.append({'id': 'spot', 'at': 'fact', 'when': {'visit': {'source': d.one(visits), 'below': d.one([60, 85])}, **({'held': 'plaque'} if d.chance(30) else {})}, 'do': [{'exclude': 'round'}]})
        if items and d.chance(25):
            rules.append({'id': 'proven', 'at': 'fact', 'when': {'fact': d.one(items)}, 'do': [{'exclude': 'round'}]})
        self.scheme['rules'] = d.some(rules, len(rules))

    def effect(self, when):
        d = self.dice
        kind = d.one(['open', 'open', 'points', 'points', 'exclude', 'move', 'propose'])
        if kind == 'open':
            return {'open': 'talk', 'to': d.one(['head', 'deputy', 'unit']), **({'by': 'discipline'} if d.chance(50) else {})}
        if kind == 'propose':
            return {'open': 'decide', 'to': 'head', 'by': 'unit', 'propose': 'removal'}
        if kind == 'move':
            return {'move': 'plaque', 'from': ['held'], 'to': 'rectify'}
        if kind == 'exclude':
            return {'exclude': 'round'}
        points = {'into': 'annual-appraisal', 'to': d.some(['unit', 'deputy', 'head'], d.between(1, 2))}
        sign = d.one([1, -1])
        if 'rank' in when and d.chance(80):
            n = when['rank']['to'] - when['rank'].get('from', 1) + 1
            points['byRank'] = [sign * Decimal(n - i) / 5 for i in range(n)]
        else:
            points['value'] = sign * d.one([Decimal('0.2'), 1])
        if d.chance(60):
            points['most'] = sign * d.one([1, Decimal('0.3')])
        return {'points': points}

    def history(self):
        d = self.dice
        self.past = []
        within = self.scheme['ranking']['within']
        for i in range(d.between(0, 4)):
            if d.chance(25):
                self.past.append({'period': f'old-{i}', 'annulled': True})
                continue
            rows = {}
            for c in self.categories if within == 'category' else [None]:
                league = [s['id'] for s in self.subjects if c in (None, s['category']) and d.chance(88)]
                for rank, s in enumerate(d.some(league, len(league)), 1):
                    rows[s] = {'rank': rank, 'of': len(league), 'fromLast': len(league) + 1 - rank, 'listed': rank <= 3, 'printed': f'{100 - 9 * rank}.{d.between(10, 99)}'}
                    if 'grades' in self.scheme['score'] and d.chance(70):
                        rows[s]['grade'] = d.one(self.scheme['score']['grades'])['id']
            for s in self.subjects:
                if s['id'] not in rows and d.chance(50):
                    rows[s['id']] = {'listed': False}
            self.past.append({'period': f'old-{i}', 'rows': rows})


def plain(node):
    """Decimals as JSON numbers with their own digits."""
    if isinstance(node, dict):
        return '{' + ','.join(f'{canonical(k)}:{plain(v)}' for k, v in node.items()) + '}'
    if isinstance(node, list):
        return '[' + ','.join(map(plain, node)) + ']'
    return format(node, 'f') if isinstance(node, Decimal) else canonical(node)


class Traced(Count):
    """Tells what settled the edge of a list."""

    def taken(self, cards, eligible, places):
        inside = super().taken(cards, eligible, places)
        rank = {s: cards[s]['ranking']['rank'] for s in eligible}
        if inside:
            last = max(rank[s] for s in inside)
            tied = [s for s in eligible if rank[s] == last]
            edge = self.ranking['list'].get('edge', 'break')
            if edge == 'include' and len(inside) > places:
                self.settled.append('include')
            if not set(tied) <= inside:
                keys = sorted((self.precedence(cards, s) if edge == 'break' else [self.ticket(s)], s in inside) for s in tied)
                a = max(k for k, i in keys if i)
                b = min(k for k, i in keys if not i)
                at = next(i for i, (x, y) in enumerate(zip(a, b)) if x != y)
                by = (self.ranking.get('breakBy', []) + ['ticket'])[at] if edge == 'break' else 'draw'
                self.settled.append(by if by in ('services', 'contacts', 'previous', 'ticket', 'draw') else 'part')
        return inside


def features(r, out):
    """Names of what occurs in a round and has an effect there."""
    from figures import context
    s, cards = r['scheme'], out['cards']
    rows = [c['ranking'] for c in cards]
    parts = [(p, c['parts'][p['id']]) for p in s['score']['parts'] for c in cards if p['id'] in c['parts']]
    found = {f"measure {p['measure']}" for p, n in parts if not n.get('missing')}
    found |= {f"levels as {n['as']}" for p, n in parts if p['measure'] == 'levels' and 'figure' in n}
    found |= {f'excluded of level {v}' for _, n in parts for v in n.get('excluded', {})}
    found |= {f"named of {p.get('of', 'contact')}" for p, n in parts if p['measure'] == 'named' and 'figure' in n}
    found |= {f"named prior {p['prior']}" for p, n in parts if 'prior' in p and 'figure' in n}
    found |= {'rate late ' + p.get('late', 'fails') for p, n in parts if p['measure'] == 'rate' and n['inputs']['late']}
    found |= {'rate none' for p, n in parts if 'none' in p and n['n'] == 0}
    found |= {'rate none below minimum' for p, n in parts if 'none' in p and 0 < n['n'] < p['minimum']}
    found |= {'rate open and overdue' for p, n in parts if p['measure'] == 'rate' and n['inputs']['overdue']}
    found |= {'scale ' + k for p, n in parts for k in p.get('scale', {}) if 'figure' in n}
    found |= {'part with interval' for _, n in parts if 'interval' in n}
    found |= {'part of n below its minimum' for p, n in parts if n.get('missing') and n['n']}
    found |= {'choice of several questions' for p, n in parts if 'figure' in n and len(n.get('questions', {})) > 1}
    found |= {'all answers alike with interval' for p, n in parts if 'interval' in n and 'questions' in n and any(len([o for o, k in q['inputs'].items() if k and o != 'unknown']) == 1 for q in n['questions'].values())}
    found |= {'visit cut at 0' for _, n in parts for v in n.get('visits', []) if v['figure'] == '0/1' and v['deducted'] != '100/1'}
    found |= {'only' for p, _ in parts if 'only' in p}
    found |= {'decimal weight' for p, _ in parts if F(p['weight']).denominator > 1}
    found |= {'missing ' + s['score']['missing']['do'] for _, n in parts if n.get('missing')}
    found |= {'scored without a part: ' + s['score']['missing']['do'] for c in cards if 'figure' in c['total'] and c['total']['missing'] != '0/1'}
    found |= {'not ranked' for row in rows if 'rank' not in row}
    found |= {'total with interval' for c in cards if 'interval' in c['total']}
    found |= {'total cut at 0' for c in cards if c['total'].get('figure') == '0/1' and any(a['figure'][0] == '-' for a in c.get('adjust', []))}
    found |= {'total cut at 100' for c in cards if c['total'].get('figure') == '100/1' and any(a['figure'][0] not in '-0' for a in c.get('adjust', []))}
    for c in cards:
        for a in c.get('adjust', []):
            found |= {'adjust'} if a['n'] else set()
            if a['sum'] != a['figure']:
                found |= {'adjust cut at least' if a['figure'][0] == '-' or F(a['figure']) > F(a['sum']) else 'adjust cut at most'}
    found |= {f"{s['ranking']['order']} with good {s['score']['good']}", f"within {s['ranking']['within']}", f"{len(s['subjects']['categories'])} categories", f"decimals {s['score']['decimals']}"}
    ranks = Counter((c['ranking'].get('rank'), c['category'] if s['ranking']['within'] == 'category' else '') for c in cards if 'rank' in c['ranking'] and 'first' not in c['ranking'])
    found |= {'ranks shared'} if max(ranks.values(), default=0) > 1 else set()
    take = s['ranking']['list']['take']
    found |= {'take by category' if isinstance(take, dict) else 'take proportional' if 'spread' in s['ranking']['list'] else 'take number within ' + s['ranking']['within']}
    found |= {'first' for row in rows if 'first' in row}
    found |= {'first without a score' for row in rows if 'first' in row and 'printed' not in row}
    found |= {'two first in a league' for _ in [0] if sum('first' in row for row in rows) > 1}
    found |= {'barred from a place' for row in rows if 'barred' in row and row.get('rank') == 1}
    found |= {'excluded by a rule at fact' for row in rows if 'excluded' in row}
    found |= {'graded' for row in rows if 'grade' in row} | {'no grade reached' for row in rows if 'grades' in s['score'] and 'printed' in row and 'grade' not in row}
    found |= {f"firm {row['firm']}".lower() for row in rows if 'firm' in row}
    found |= {'withheld: not firm' for e in out['effects'] if 'withheld' in e}
    found |= {'problems' for row in rows if 'problems' in row}
    found |= {f"effect {e['do']}" for e in out['effects']} | {'effect propose' for e in out['effects'] if 'propose' in e} | {'effect without holder' for e in out['effects'] if e['do'] == 'open' and 'holder' not in e}
    found |= {'points cut at most' for t in out['totals'] if t['sum'] != t['given']}
    rules = {x['id']: x for x in s['rules']}
    for e in out['effects']:
        found |= {f'condition {k}' for k in rules[e['rule']]['when']}
        found |= {'points by rank' for d in rules[e['rule']]['do'] if e['do'] == 'points' and 'byRank' in d.get('points', {})}
        n = rules[e['rule']]['when'].get('streak', 0)
        if n > 1:
            past = r['history']
            found |= {'streak over an annulled round'} if any(h.get('annulled') for h in past[-n:]) else set()
            found |= {'streak over a round not ranked'} if any('rank' not in h['rows'].get(e['subject'], {}) for h in past[-n:] if 'rows' in h) else set()
    twice = {(a['from'], a.get('of', 'contact')) for a in s['score']['parts'] if a['measure'] == 'named'}
    found |= {'firm of a source read in two ways' for row in rows if 'firm' in row and 'first' not in row and len(twice) > len({a for a, _ in twice})}
    given = [x for x in s['rules'] if any('points' in d and x['do'].count(d) > 1 for d in x['do'])]
    found |= {'the same points twice in a rule' for t in out['totals'] if t['rule'] in [x['id'] for x in given]}
    for name, f in (('struck fact', lambda f: 'strikes' in f and f.get('state') != 'stated'), ('strike not verified', lambda f: 'strikes' in f and f.get('state') == 'stated'),
                    ('stated fact', lambda f: f.get('state') == 'stated' and 'strikes' not in f), ('fact of nobody', lambda f: f.get('subject') == 'nobody'),
                    ('excluded fact', lambda f: 'excluded' in f), ('mark without contact', lambda f: set(f.get('marks', {})) - set(f.get('contact', [])) and 'contact' in f)):
        found |= {name} if any(f(x) for x in r['facts']) else set()
    with context():
        c = Traced(r)
        c.settled = []
        c.listed({x['subject']: x for x in cards})
    return found | {f'edge settled by {b}' for b in c.settled}


def rounds(seed, n):
    for i in range(n):
        r = Round(seed, i).made()
        yield r, count(r)


def packed(lines):
    raw = io.BytesIO()
    with gzip.GzipFile('', 'wb', 9, raw, mtime=0) as z:
        z.write(''.join(line + '\n' for line in lines).encode())
    return raw.getvalue()


def main(seed, n, place):
    inputs, outcomes, table = [], [], Counter()
    for r, out in rounds(seed, n):
        inputs.append(plain(r))
        outcomes.append(canonical(out))
        if place == '-':
            print(inputs[-1])
            print(outcomes[-1])
        else:
            table.update(features(r, out))
    if place != '-':
        for name, lines in (('rounds', inputs), ('outcomes', outcomes)):
            with open(os.path.join(place, f'{name}.jsonl.gz'), 'wb') as f:
                f.write(packed(lines))
        for name, k in sorted(table.items(), key=lambda x: (x[1], x[0])):
            print(f'{k:5} {name}')


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
