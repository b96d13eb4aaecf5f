"""The formulas of an assessment. Exact fractions wherever a rank may hang on them; decimals of 40 digits where a root is needed (README, "Floating point")."""
import hashlib
from decimal import Context, Decimal, ROUND_HALF_UP, localcontext
from fractions import Fraction as F

Z = Decimal('1.959963984540054')
Z_OF = {F(8, 10): Decimal('1.2815515655446004'), F(9, 10): Decimal('1.6448536269514722'), F(95, 100): Z,
        F(98, 100): Decimal('2.3263478740408408'), F(99, 100): Decimal('2.5758293035489004')}
MEAN = Decimal('1.96')
FROM_N = 30


def context():
    """To be entered around whatever divides or takes a root."""
    return localcontext(Context(prec=40, rounding=ROUND_HALF_UP))


def exact(x):
    """A number of a scheme or a fact as a fraction; what was read from JSON is an int or a Decimal, never a float."""
    assert not isinstance(x, float)
    return F(x)


def fraction(x):
    """p/q in lowest terms."""
    return f'{x.numerator}/{x.denominator}'


def printed(x, decimals):
    """Rounded half up, away from zero, with exactly so many decimals."""
    scaled = abs(F(x)) * 10 ** decimals
    units = int(scaled + F(1, 2))
    digits = str(units).rjust(decimals + 1, '0')
    whole = digits[:-decimals] + '.' + digits[-decimals:] if decimals else digits
    return ('-' if x < 0 and units else '') + whole


def decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def settle(x):
    """Thirty decimals: what the order of operations left in the last digits is gone."""
    return x.quantize(Decimal(1).scaleb(-30), ROUND_HALF_UP)


def text(x, decimals):
    return format(settle(x).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), 'f')


def wilson(k, n, z=Z):
    p, n = decimal(F(k, n)), Decimal(n)
    d = 1 + z * z / n
    c = p + z * z / (2 * n)
    h = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    return max(Decimal(0), (c - h) / d), min(Decimal(1), (c + h) / d)


def mean(counts, values):
    """counts by option, values of the options that count -> n, mean."""
    n = sum(counts[o] for o in values)
    return n, (F(sum(exact(values[o]) * counts[o] for o in values), n) if n else None)


def half_widths(counts, values):
    """Of the mean of one question, below and above."""
    n, m = mean(counts, values)
    squares = sum(counts[o] * (exact(values[o]) - m) ** 2 for o in values)
    if squares:
        h = MEAN * decimal(squares / (n - 1) / n).sqrt()
        return h, h
    rest = 1 - wilson(n, n)[0]
    return decimal(m) * rest, (100 - decimal(m)) * rest


def combined(parts):
    """Standard error of a sum of independent parts: (share of the weight, standard error)."""
    return sum(((w * se) ** 2 for w, se in parts), Decimal(0)).sqrt()


def shrunk(k, n, pool, prior):
    return (F(k) + exact(prior) * F(pool)) / (n + exact(prior))


def clamp(least, most, x):
    return max(F(least), min(F(most), x))


def weighted(parts, most_missing=40):
    """(weight, score or None) -> score or None, missing weight."""
    have = [(F(w), F(s)) for w, s in parts if s is not None]
    present = sum(w for w, _ in have)
    if 100 - present > most_missing or not present:
        return None, 100 - present
    return sum(w * s for w, s in have) / present, 100 - present


def ranks(figures, greater_first=True):
    """Shared ranks 1 2 2 4 of printed figures."""
    value = {s: Decimal(v) for s, v in figures.items()}
    return {s: 1 + sum(1 for o in value.values() if (o > v if greater_first else o < v)) for s, v in value.items()}


def mean_place(figure, figures):
    """Place of one among several, the greatest first; equal ones take the mean place."""
    return sum(1 for o in figures if o > figure) + F(1 + sum(1 for o in figures if o == figure), 2)


def by_place(place, n):
    return 100 * (n - place + F(1, 2)) / n


def ticket(seed, period, ident):
    return hashlib.sha256(f'{seed}|{period}|{ident}'.encode()).hexdigest()


def largest_remainder(total, sizes):
    whole = sum(sizes.values())
    share = {k: F(total * v, whole) if whole else F(0) for k, v in sizes.items()}
    out = {k: int(v) for k, v in share.items()}
    for k in sorted(share, key=lambda k: (out[k] - share[k], k))[:total - sum(out.values()) if whole else 0]:
        out[k] += 1
    return out


def streak(history, hit):
    """Length of the run of hits that ends with the last round; 'x' annulled (as if it were not), 'n' not ranked (passed over once in a run)."""
    run, passed = 0, False
    for v in reversed(history):
        if v == 'x':
            continue
        if v == 'n':
            if passed or run == 0:
                break
            passed = True
        elif hit(v):
            run += 1
        else:
            break
    return run


def severity(own_and_others, at_least=5, beyond=10):
    """Mean difference of one inspector to the others at the same windows; told to the auditor or not."""
    differences = [F(own) - sum(F(o) for o in others) / len(others) for own, others in own_and_others]
    if not differences:
        return None, False
    m = sum(differences) / len(differences)
    return m, len(differences) >= at_least and abs(m) > beyond
