#!/usr/bin/env python3
"""Counts one round: scheme, frozen subjects, facts and earlier ranks -> cards, effects of the rules at `published`, digest. Formats and decisions: README.md.
   count.py < round.json > outcome.json"""
import hashlib
import json
import sys
from decimal import Decimal
from fractions import Fraction as F

from figures import (FROM_N, MEAN, Z_OF, by_place, clamp, combined, context, decimal, exact, fraction, half_widths, largest_remainder, mean, mean_place, printed,
                     settle, shrunk, streak, text, ticket, wilson)

LEVELS = {'satisfaction': {'5': 100, '4': 100, '3': 100, '2': 0, '1': 0},
          'strict': {'5': 100, '4': 100, '3': 0, '2': 0, '1': 0},
          'index': {'5': 100, '4': 75, '3': 50, '2': 25, '1': 0}}


def read(line):
    """JSON with exact numbers."""
    return json.loads(line, parse_float=Decimal)


def canonical(node):
    """RFC 8785 for what a card holds: objects, arrays, texts, truth values and integers."""
    return json.dumps(node, sort_keys=True, separators=(',', ':'), ensure_ascii=False)


class Figure:
    """What a measure says of a subject: the node of the card, the figure, half widths or None, and whether it is exact."""

    def __init__(self, node, n, value, halves=None, is_exact=False):
        self.node, self.n, self.value, self.halves, self.exact = node, n, value, halves, is_exact


class Count:
    def __init__(self, r):
        s = r['scheme']
        self.round, self.scheme, self.score, self.ranking = r, s, s['score'], s['ranking']
        self.decimals = s['score']['decimals']
        self.subjects = {x['id']: x for x in r['subjects']}
        self.order = sorted(self.subjects)
        struck = {f['strikes'] for f in r['facts'] if 'strikes' in f and f.get('state', 'verified') == 'verified'}
        self.facts = {}
        for f in r['facts']:
            if f.get('state', 'verified') == 'verified' and 'strikes' not in f and f['id'] not in struck and f['source'] in s['sources']:
                self.facts.setdefault((f['source'], f.get('subject')), []).append(f)
        assert s['score'].get('weighting', 'none') == 'none'

    def of(self, source, subject):
        return self.facts.get((source, subject), [])

    def category(self, subject):
        return self.subjects[subject]['category']

    def applies(self, part, subject):
        return 'only' not in part or self.category(subject) in part['only']

    def league(self, subject):
        return [o for o in self.order if self.ranking['within'] == 'scheme' or self.category(o) == self.category(subject)]

    # -- measures ----------------------------------------------------------------------------------------------------------------------------------

    def levels(self, part, subject):
        facts = self.of(part['from'], subject)
        rated = {v: sum(f.get('levels', {}).get(v, 0) for f in facts) for v in '54321'}
        excluded = {v: min(rated[v], sum(f.get('excluded') == int(v) for f in facts)) for v in '21'}
        counts = {v: rated[v] - excluded.get(v, 0) for v in rated}
        values = LEVELS[part.get('as', 'index')]
        n, m = mean(counts, values)
        node = {'as': part.get('as', 'index'), 'inputs': counts}
        if any(excluded.values()):
            node['excluded'] = {v: k for v, k in excluded.items() if k}
        return Figure(node, n, m, half_widths(counts, values) if n >= FROM_N else None)

    def choice(self, part, subject):
        node, answered, facts = {}, [], self.of(part['from'], subject)
        for q in self.scheme['forms'][self.scheme['sources'][part['from']]['form']]['questions']:
            options = self.scheme['scales'][q['scale']]
            counts = {o['id']: sum(f.get('counts', {}).get(q['id'], {}).get(o['id'], 0) + (f.get('answers', {}).get(q['id']) == o['id']) for f in facts) for o in options}
            values = {o['id']: o['value'] for o in options if 'value' in o}
            n, m = mean(counts, values)
            weight = exact(q.get('weight', 1))
            node[q['id']] = {'weight': fraction(weight), 'n': n, 'inputs': counts}
            if n:
                node[q['id']]['figure'] = fraction(m)
                answered.append((weight, n, m, counts, values))
        whole = sum(a[0] for a in answered)
        if not whole:
            return Figure({'questions': node}, max([a[1] for a in answered], default=0), None)
        halves = None
        if all(a[1] >= FROM_N for a in answered):
            each = [(decimal(a[0] / whole), half_widths(a[3], a[4])) for a in answered]
            halves = tuple(sum((w * h[i] for w, h in each), Decimal(0)) for i in (0, 1))
        return Figure({'questions': node}, max(a[1] for a in answered), sum(a[0] * a[2] for a in answered) / whole, halves)

    def tally(self, source, of, subject):
        """n, k by mark, and k of any mark at all, of one office in one channel."""
        ballots = self.of(source, None)
        dealt = ballots if of == 'ballots' else [f for f in ballots if subject in f.get('contact', [])]
        known = [m['id'] for m in self.scheme['forms'][self.scheme['sources'][source]['form']]['marks']]
        marks = {m: sum(m in f.get('marks', {}).get(subject, []) for f in dealt) for m in known}
        return len(dealt), marks, sum(any(m in known for m in f.get('marks', {}).get(subject, [])) for f in dealt)

    def named(self, part, subject):
        of, prior = part.get('of', 'contact'), exact(part.get('prior', 20))
        peers = [self.tally(part['from'], of, o) for o in self.league(subject) if self.applies(part, o)]
        n, k, _ = self.tally(part['from'], of, subject)
        all_n = sum(p[0] for p in peers)
        node, value, low, high = {}, F(0), Decimal(0), Decimal(0)
        for m, w in part['marks'].items():
            w = exact(w)
            pool = F(sum(p[1][m] for p in peers), all_n) if all_n else F(0)
            node[m] = {'weight': fraction(w), 'k': k[m], 'pool': fraction(pool)}
            if n + prior:
                q = shrunk(k[m], n, pool, prior)
                node[m]['figure'] = fraction(q)
                value += w * q
            if n:
                bounds = wilson(k[m], n)
                node[m]['share'] = fraction(F(k[m], n))
                node[m]['interval'] = [text(100 * b, self.decimals) for b in bounds]
                low, high = (a + decimal(w) * (n * b + decimal(prior * pool)) / decimal(n + prior) for a, b in ((low, bounds[0]), (high, bounds[1])))
        return Figure({'marks': node}, n, value if n else None, (decimal(value) - low, high - decimal(value)) if n >= FROM_N else None)

    def visit(self, source, fact):
        items = self.scheme['checklists'][self.scheme['sources'][source]['checklist']]
        deducted = sum(min(exact(i['most']), exact(i['deduct']) * fact['times'].get(i['id'], 0)) for i in items)
        return deducted, max(F(0), 100 - deducted)

    def checklist(self, part, subject):
        visits = sorted((self.visit(part['from'], f) for f in self.of(part['from'], subject)), key=lambda v: (v[1], v[0]))
        n = len(visits)
        return Figure({'visits': [{'deducted': fraction(F(d)), 'figure': fraction(x)} for d, x in visits]}, n, sum(x for _, x in visits) / n if n else None, is_exact=True)

    def rate(self, part, subject):
        node = {'inTime': 0, 'late': 0, 'other': 0, 'overdue': 0}
        for f in self.of(part['from'], subject):
            if f['outcome'] == 'open':
                node['overdue'] += bool(f.get('overdue'))
            elif f['outcome'] in part['of']:
                node['other' if f['outcome'] not in part['count'] else 'late' if f.get('late') else 'inTime'] += 1
        n = sum(node.values())
        good = node['inTime'] + (node['late'] if part.get('late', 'fails') == 'counts' else 0)
        value = F(100 * good, n) if n else exact(part['none']) if 'none' in part else None
        return Figure({'inputs': node}, n, value, is_exact=True)

    # -- score -------------------------------------------------------------------------------------------------------------------------------------

    def measured(self):
        """Figures of all parts by subject, scaled."""
        out = {s: {p['id']: getattr(self, p['measure'])(p, s) for p in self.score['parts'] if self.applies(p, s)} for s in self.order}
        for p in self.score['parts']:
            having = [s for s in self.order if p['id'] in out[s]]
            for s in having:
                f = out[s][p['id']]
                f.node.update({'formula': p['measure'], 'weight': fraction(exact(p['weight'])), 'n': f.n})
                f.missing = f.value is None or (f.n < p['minimum'] and not (p['measure'] == 'rate' and 'none' in p))
            if 'scale' in p:
                self.scale(p, {s: out[s][p['id']] for s in having if not out[s][p['id']].missing})
        return out

    def scale(self, part, figures):
        raw = {s: f.value for s, f in figures.items()}
        for s, f in figures.items():
            f.node['raw'] = fraction(f.value)
            if 'target' in part['scale']:
                target = exact(part['scale']['target'])
                f.value = min(F(100), 100 * f.value / target)
                f.halves = f.halves and tuple(h * 100 / decimal(target) for h in f.halves)
            else:
                peers = [F(printed(raw[o], self.decimals)) for o in raw if self.category(o) == self.category(s)]
                f.value = by_place(mean_place(F(printed(raw[s], self.decimals)), peers), len(peers))
                f.halves, f.exact = None, False

    def interval(self, value, halves):
        return [text(max(Decimal(0), decimal(value) - halves[0]), self.decimals), text(min(Decimal(100), decimal(value) + halves[1]), self.decimals)]

    def card(self, subject, figures):
        parts = {}
        for i, f in figures.items():
            parts[i] = node = dict(f.node)
            if f.missing:
                node['missing'] = True
                if self.score['missing']['do'] == 'zero':
                    node.update({'figure': '0/1', 'printed': printed(F(0), self.decimals)})
            else:
                node.update({'figure': fraction(f.value), 'printed': printed(f.value, self.decimals)})
                if f.halves:
                    node['interval'] = self.interval(f.value, f.halves)
        card = {'subject': subject, 'category': self.category(subject), 'parts': parts}
        adjust = F(0)
        if 'adjust' in self.score:
            card['adjust'] = []
            for a in self.score['adjust']:
                n, points = self.points(a, subject)
                given = clamp(exact(a['least']), exact(a['most']), points)
                card['adjust'].append({'from': a['from'], 'items': a['items'], 'n': n, 'sum': fraction(points), 'figure': fraction(given)})
                adjust += given
        card['total'] = self.total(figures, adjust)
        return card

    def points(self, adjust, subject):
        items = self.scheme['sources'][adjust['from']]['items']
        facts = [f for f in self.of(adjust['from'], subject) if f['item'] in adjust['items']]
        return len(facts), sum((exact(f.get('points', items[f['item']].get('value', 0))) for f in facts), F(0))

    def total(self, figures, adjust):
        do = self.score['missing']['do']
        weight = {p['id']: exact(p['weight']) for p in self.score['parts']}
        present = sum((weight[i] for i, f in figures.items() if not f.missing), F(0))
        missing = sum((weight[i] for i, f in figures.items() if f.missing), F(0))
        node = {'present': fraction(present), 'missing': fraction(missing)}
        most = exact(self.score['missing'].get('most', 100 if do == 'zero' else 40))
        if missing > most or (missing and do == 'not-ranked') or (not present and do != 'zero'):
            return node
        whole = present + missing if do == 'zero' else present
        have = {i: f for i, f in figures.items() if not f.missing}
        value = clamp(0, 100, sum((weight[i] * f.value for i, f in have.items()), F(0)) / whole + adjust)
        node.update({'figure': fraction(value), 'printed': printed(value, self.decimals)})
        sampled = [(decimal(weight[i] / whole), f.halves) for i, f in have.items() if not f.exact]
        if sampled and all(h for _, h in sampled):
            half = MEAN * combined((w, max(h) / MEAN) for w, h in sampled)
            node['interval'] = self.interval(value, (half, half))
        return node

    # -- ranking -----------------------------------------------------------------------------------------------------------------------------------

    def has_item(self, subject, item):
        source, name = item.split('.')
        return any(f['item'] == name for f in self.of(source, subject))

    def greater_first(self):
        return (self.ranking['order'] == 'best-first') == (self.score['good'] == 'high')

    def rank(self, cards):
        first = {s for s in self.order if any(self.has_item(s, i) for i in self.ranking.get('first', []))}
        for s in self.order:
            league = self.league(s)
            here = [o for o in league if o in first]
            scored = {o: F(cards[o]['total']['printed']) for o in league if 'printed' in cards[o]['total'] and o not in first}
            row = cards[s]['ranking'] = {}
            if s in first:
                row.update({'rank': 1, 'first': True})
            elif s in scored:
                row['rank'] = 1 + len(here) + sum(1 for v in scored.values() if (v > scored[s] if self.greater_first() else v < scored[s]))
            if 'rank' in row:
                row['of'] = len(here) + len(scored)
            if 'printed' in cards[s]['total']:
                row['printed'] = cards[s]['total']['printed']
                reached = [g for g in self.score.get('grades', []) if exact(g['from']) <= F(row['printed'])]
                if reached:
                    row['grade'] = max(reached, key=lambda g: exact(g['from']))['id']
            else:
                row['notRanked'] = {i: p['n'] for i, p in cards[s]['parts'].items() if p.get('missing')}
            barred = sorted({i for i in self.ranking.get('bar', []) if self.has_item(s, i)})
            excluded = [r['id'] for r in self.scheme.get('rules', []) if r.get('at') == 'fact' and any('exclude' in d for d in r['do']) and self.happened(r['when'], s)]
            row.update({k: v for k, v in (('barred', barred), ('excluded', excluded)) if v})
            self.doubt(s, row)
        for s in self.order:
            row = cards[s]['ranking']
            if 'rank' in row:
                row['fromLast'] = 1 + sum(1 for o in self.league(s) if cards[o]['ranking'].get('rank', 0) > row['rank'])
        listed = self.listed(cards)
        for s in self.order:
            cards[s]['ranking']['listed'] = s in listed

    def happened(self, when, subject):
        """Conditions that look at facts of the round and at standings, all together; a rule at `fact` with any other condition does not hold."""
        if not set(when) <= {'fact', 'visit', 'held'}:
            return False
        return all(self.fact_holds(k, v, subject) for k, v in when.items())

    def fact_holds(self, key, value, subject):
        if key == 'fact':
            return self.has_item(subject, value)
        if key == 'visit':
            return any(self.visit(value['source'], f)[1] < exact(value['below']) for f in self.of(value['source'], subject))
        return value in self.subjects[subject].get('held', [])

    def doubt(self, subject, row):
        """Firm or not, and the main problems: both from the ballots about many, each source once."""
        mine = [p for p in self.score['parts'] if p['measure'] == 'named' and self.applies(p, subject)]
        parts = {p['from']: p for p in sorted(mine, key=lambda p: p['id'], reverse=True)}
        k = {}
        for p in parts.values():
            for m, c in self.tally(p['from'], p.get('of', 'contact'), subject)[1].items():
                k[m] = k.get(m, 0) + c
        problems = sorted((m for m in k if k[m]), key=lambda m: (-k[m], m))[:3]
        if problems:
            row['problems'] = problems
        if 'firm' not in self.ranking or not parts or 'rank' not in row:
            return
        own = [0, 0]
        pool = [0, 0]
        for p in parts.values():
            for o in self.league(subject):
                if self.applies(p, o):
                    n, _, any_mark = self.tally(p['from'], p.get('of', 'contact'), o)
                    pool = [pool[0] + any_mark, pool[1] + n]
                    if o == subject:
                        own = [own[0] + any_mark, own[1] + n]
        z = Z_OF[exact(self.ranking['firm']['confidence'])]
        row['firm'] = row.get('first', False) or bool(own[1] and settle(wilson(own[0], own[1], z)[0]) > settle(decimal(F(pool[0], pool[1]))))

    def listed(self, cards):
        take, spread = self.ranking['list']['take'], self.ranking['list'].get('spread')
        categories = sorted(self.scheme['subjects']['categories'])
        members = {c: [s for s in self.order if self.category(s) == c] for c in categories}
        if isinstance(take, dict):
            groups = [(members[c], take[c]) for c in categories]
        elif spread == 'proportional':
            places = largest_remainder(take, {c: len(members[c]) for c in categories})
            groups = [(members[c], places[c]) for c in categories]
        elif self.ranking['within'] == 'category':
            groups = [(members[c], take) for c in categories]
        else:
            groups = [(self.order, take)]
        out = set()
        for group, places in groups:
            eligible = [s for s in group if 'rank' in cards[s]['ranking'] and not {'barred', 'excluded'} & set(cards[s]['ranking'])]
            out |= self.taken(cards, eligible, places)
        return out

    def taken(self, cards, eligible, places):
        rank = {s: cards[s]['ranking']['rank'] for s in eligible}
        place = {s: 1 + sum(1 for o in eligible if rank[o] < rank[s]) for s in eligible}
        inside = {s for s in eligible if place[s] <= places}
        edge = self.ranking['list'].get('edge', 'break')
        if edge == 'include' or len(inside) <= places:
            return inside
        last = max(place[s] for s in inside)
        tied = sorted((s for s in inside if place[s] == last), key=lambda s: self.precedence(cards, s) if edge == 'break' else [self.ticket(s)])
        return {s for s in inside if place[s] < last} | set(tied[:places - last + 1])

    def ticket(self, subject):
        return ticket(self.round['seed'], self.round['period'], subject)

    def precedence(self, cards, subject):
        key, sign = [], -1 if self.greater_first() else 1
        for b in self.ranking.get('breakBy', []):
            if b in ('services', 'contacts'):
                key.append((0, -self.subjects[subject].get(b, 0)))
            elif b == 'previous':
                rounds = [h for h in self.round['history'] if not h.get('annulled')]
                before = rounds[-1]['rows'].get(subject, {}).get('rank') if rounds else None
                key.append((0, before) if before else (1, 0))
            else:
                figure = cards[subject]['parts'].get(b, {}).get('printed')
                key.append((0, sign * F(figure)) if figure is not None else (1, 0))
        return key + [self.ticket(subject)]

    # -- rules -------------------------------------------------------------------------------------------------------------------------------------

    def row_holds(self, when, row):
        """The conditions on a ranking row, of this round or of an earlier one."""
        if 'rank' not in row:
            return not {'rank', 'last', 'lowest', 'listed', 'streak'} & set(when) and self.score_holds(when, row)
        rank = when.get('rank', {})
        return (rank.get('from', 1) <= row['rank'] <= rank.get('to', row['rank'])
                and ('last' not in when or row['fromLast'] == 1)
                and ('lowest' not in when or row['fromLast'] <= -(-exact(when['lowest']['percent']) * row['of'] // 100))
                and ('listed' not in when or row['listed'])
                and self.score_holds(when, row))

    def score_holds(self, when, row):
        if 'score' in when:
            if 'printed' not in row or not exact(when['score'].get('from', 0)) <= F(row['printed']):
                return False
            if 'below' in when['score'] and not F(row['printed']) < exact(when['score']['below']):
                return False
        return 'grade' not in when or row.get('grade') in when['grade']

    def holds(self, when, subject, row):
        if {'case', 'count'} & set(when) or not self.row_holds(when, row):
            return False
        if not all(self.fact_holds(k, when[k], subject) for k in ('fact', 'visit', 'held') if k in when):
            return False
        if 'streak' not in when:
            return True
        past = ['x' if h.get('annulled') else h['rows'].get(subject, {}) for h in self.round['history']]
        past = ['n' if h != 'x' and 'rank' not in h else h for h in past]
        return streak(past + [row], lambda r: self.row_holds(when, r)) == when['streak']

    def holder(self, subject, to):
        s = self.subjects[subject]
        return s.get('unit', subject) if to == 'unit' else s.get('posts', {}).get(to)

    def effects(self, cards):
        effects, totals = [], []
        by_rank = sorted(self.order, key=lambda s: (cards[s]['ranking'].get('rank', len(self.order) + 1), s))
        for rule in self.scheme.get('rules', []):
            if rule.get('at', 'published') != 'published':
                continue
            hit = [s for s in by_rank if self.holds(rule['when'], s, cards[s]['ranking'])]
            for s in hit:
                effects += [self.effect(rule, d, s, cards[s]['ranking']) for d in rule['do']]
            for d in rule['do']:
                if 'points' in d:
                    totals += self.totals(rule, d['points'], hit, cards)
        return effects, totals

    def effect(self, rule, do, subject, row):
        e = {'rule': rule['id'], 'subject': subject}
        if 'open' in do:
            e.update({'do': 'open', 'flow': do['open'], 'to': do['to'], 'holder': self.holder(subject, do['to']), 'by': do.get('by'), 'propose': do.get('propose')})
            if 'propose' in do and self.ranking.get('firm', {}).get('then') == 'remind-only' and row.get('firm') is False:
                e['withheld'] = 'not-firm'
        elif 'move' in do:
            e.update({'do': 'move', 'flow': do['move'], 'from': do['from'], 'to': do['to']})
        elif 'points' in do:
            p = do['points']
            e.update({'do': 'points', 'into': p['into'], 'to': p['to'], 'points': fraction(self.worth(rule, p, row))})
        else:
            e['do'] = 'exclude'
        return {k: v for k, v in e.items() if v is not None}

    def worth(self, rule, points, row):
        if 'byRank' in points:
            return exact(points['byRank'][row['rank'] - rule['when']['rank'].get('from', 1)])
        return exact(points['value'])

    def totals(self, rule, points, hit, cards):
        out = []
        for to in points['to']:
            sums = {}
            for s in hit:
                holder = self.holder(s, to)
                if holder is not None:
                    sums[holder] = sums.get(holder, F(0)) + self.worth(rule, points, cards[s]['ranking'])
            for holder in sorted(sums):
                given = sums[holder]
                if 'most' in points:
                    most = exact(points['most'])
                    given = max(given, most) if most < 0 else min(given, most)
                out.append({'rule': rule['id'], 'into': points['into'], 'to': to, 'holder': holder, 'sum': fraction(sums[holder]), 'given': fraction(given)})
        return out


def count(r):
    with context():
        c = Count(r)
        figures = c.measured()
        cards = {s: c.card(s, figures[s]) for s in c.order}
        c.rank(cards)
        effects, totals = c.effects(cards)
    ordered = [cards[s] for s in c.order]
    digest = hashlib.sha256(canonical(ordered).encode()).hexdigest()
    return {'round': f"{r['scheme']['scheme']}/{r['period']}", 'cards': ordered, 'effects': effects, 'totals': totals, 'digest': digest}


if __name__ == '__main__':
    print(canonical(count(read(sys.stdin.read()))))
