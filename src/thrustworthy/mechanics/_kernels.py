"""Every compiled loop of the project: muscle state, recruitment, and the forces that muscles put on joints.

Every quantity of a muscle (arms, directions, force-length factors) is one slot of a flat buffer. Slots that hang on one
joint angle are read from a fine grid by linear interpolation; those that hang on several are polynomials. One side of
the body is one block of columns; a symmetric lift has one block, another lift two, and the lumbar rows are shared.
"""

from __future__ import annotations

import numpy as np

from thrustworthy.mechanics._compile import compiled


@compiled
def _read_grid(grid, low, step, x, buffer, start):
    """Fill ``buffer[start:]`` with the grid's row at x, held at the grid's ends."""
    nodes, width = grid.shape
    u = min(max((x - low) / step, 0.0), nodes - 1.0)
    at = min(int(u), nodes - 2)
    w = u - at
    for q in range(width):
        buffer[start + q] = grid[at, q] + w * (grid[at + 1, q] - grid[at, q])


@compiled
def _read_polynomials(angles, exponents, terms, coefficients, first, powers, monomials, buffer, start):
    """Fill ``buffer[start:]`` with polynomials of the four angles.

    exponents: (monomials, 4), each product of powers once; terms: the monomial of each coefficient; first: where each
    polynomial's coefficients begin. powers: (4, degree + 1) and monomials: scratch.
    """
    for c in range(4):
        powers[c, 0] = 1.0
        for e in range(1, powers.shape[1]):
            powers[c, e] = powers[c, e - 1] * angles[c]
    for k in range(len(exponents)):
        monomials[k] = (
            powers[0, exponents[k, 0]]
            * powers[1, exponents[k, 1]]
            * powers[2, exponents[k, 2]]
            * powers[3, exponents[k, 3]]
        )
    for q in range(len(first) - 1):
        total = 0.0
        for k in range(first[q], first[q + 1]):
            total += coefficients[k] * monomials[terms[k]]
        buffer[start + q] = total


@compiled
def _read_state(table, low, step, length):
    """Active and passive factor of a muscle of whole length ``length`` (m), from its table (nodes, 2)."""
    u = min(max((length - low) / step, 0.0), table.shape[0] - 1.0)
    at = min(int(u), table.shape[0] - 2)
    w = u - at
    return table[at, 0] + w * (table[at + 1, 0] - table[at, 0]), table[at, 1] + w * (table[at + 1, 1] - table[at, 1])


@compiled
def _force_velocity(speed, curve):
    """Factor on the active force; speed: lengths a second over the greatest shortening speed, lengthening positive.

    curve: of shortening, one over Hill's curvature; of lengthening, the slope that continues it at rest, scaled, and
    that times the most a lengthening muscle gives.
    """
    if speed <= 0.0:
        return max(1.0 + speed, 0.0) / (1.0 - speed * curve[0])
    return (1.0 + speed * curve[2]) / (1.0 + speed * curve[1])


@compiled
def _activation(pull, power, soft):
    """Activation that a muscle gives for its pull, and its slope: least a^power + soft a^2 - pull a on 0 to 1."""
    if pull <= 0.0:
        return 0.0, 0.0
    if power == 2:
        a, give = 0.5 * pull, 0.5
    else:
        root = np.sqrt(soft * soft + 3.0 * pull)
        # Not (root - soft) / 3, which loses its digits for a small pull.
        a, give = pull / (root + soft), 0.5 / root
    return (1.0, 0.0) if a >= 1.0 else (a, give)


@compiled
def _at(values, indptr, rows, target, weights, power, soft, dual, act, slope, curvature):
    """Value of the dual function, and its slope and (negative) curvature in the lower triangle; sets ``act``.

    Rows must ascend within each muscle. Those of most trunk muscles are the six lumbar ones: loops of a known length.
    """
    total = 0.0
    for j in range(len(target)):
        reserve = dual[j] / (2.0 * weights[j])
        slope[j] = target[j] - reserve
        total += dual[j] * (target[j] - 0.5 * reserve)
        for k in range(j):
            curvature[j, k] = 0.0
        curvature[j, j] = 0.5 / weights[j]
    for i in range(len(act)):
        begin, end = indptr[i], indptr[i + 1]
        r = rows[begin]
        six = end - begin == 6 and rows[end - 1] - r == 5
        pull = 0.0
        if six:
            for q in range(6):
                pull += values[begin + q] * dual[r + q]
        else:
            for e in range(begin, end):
                pull += values[e] * dual[rows[e]]
        a, give = _activation(pull, power, soft)
        act[i] = a
        if a == 0.0:
            continue
        total -= pull * a - (a * a if power == 2 else a * a * (a + soft))
        if six:
            for q in range(6):
                slope[r + q] -= values[begin + q] * a
        else:
            for e in range(begin, end):
                slope[rows[e]] -= values[e] * a
        if give == 0.0:
            continue
        if six:
            for q in range(6):
                step = values[begin + q] * give
                for f in range(q + 1):
                    curvature[r + q, r + f] += step * values[begin + f]
        else:
            for e in range(begin, end):
                j = rows[e]
                step = values[e] * give
                for f in range(begin, e + 1):
                    curvature[j, rows[f]] += step * values[f]
    return total


@compiled
def _best_size(values, indptr, rows, target, weights, power, soft, old, step, rise):
    """Size of the step, 0 to 1, where the dual function along it is nearly greatest; it falls at 1, and rises at 0."""
    count = len(indptr) - 1
    start, change = np.empty(count), np.empty(count)
    for i in range(count):
        start[i], change[i] = 0.0, 0.0
        for e in range(indptr[i], indptr[i + 1]):
            start[i] += values[e] * old[rows[e]]
            change[i] += values[e] * step[rows[e]]
    bend = 0.0
    line = 0.0
    for j in range(len(target)):
        line += step[j] * (target[j] - 0.5 * old[j] / weights[j])
        bend += 0.5 * step[j] * step[j] / weights[j]
    low, high, size = 0.0, 1.0, 1.0
    for _ in range(60):
        # Slope along the step, and how fast it falls.
        slope, fall = line - size * bend, bend
        for i in range(count):
            a, give = _activation(start[i] + size * change[i], power, soft)
            slope -= change[i] * a
            fall += change[i] * change[i] * give
        if abs(slope) <= 0.01 * rise:
            break
        if slope > 0.0:
            low = size
        else:
            high = size
        size += slope / fall
        if not low < size < high:
            size = 0.5 * (low + high)
    return size


@compiled
def _newton_step(slope, curvature, step):
    """Solve curvature x step = slope by Cholesky in place; returns slope . step."""
    m = len(slope)
    for j in range(m):
        for k in range(j + 1):
            s = curvature[j, k]
            for q in range(k):
                s -= curvature[j, q] * curvature[k, q]
            # The diagonal keeps one over the root.
            curvature[j, k] = 1.0 / np.sqrt(max(s, 1e-14)) if j == k else s * curvature[k, k]
    for j in range(m):
        s = slope[j]
        for k in range(j):
            s -= curvature[j, k] * step[k]
        step[j] = s * curvature[j, j]
    for j in range(m - 1, -1, -1):
        s = step[j]
        for k in range(j + 1, m):
            s -= curvature[k, j] * step[k]
        step[j] = s * curvature[j, j]
    total = 0.0
    for j in range(m):
        total += slope[j] * step[j]
    return total


@compiled
def _climb(values, indptr, rows, target, weights, power, soft, tolerance, dual, act, work):
    """Semismooth Newton on the dual; returns the steps taken, or -1 where the tolerance (N·m) is missed."""
    m = len(target)
    curvature, slope, step, old = work[:m], work[m], work[m + 1], work[m + 2]
    value = _at(values, indptr, rows, target, weights, power, soft, dual, act, slope, curvature)
    for steps in range(500):
        worst = 0.0
        for j in range(m):
            worst = max(worst, abs(slope[j]))
        if worst <= tolerance:
            return steps
        rise = _newton_step(slope, curvature, step)
        old[:] = dual
        dual += step
        new = _at(values, indptr, rows, target, weights, power, soft, dual, act, slope, curvature)
        if new < value + 1e-4 * rise - 1e-12 * (1.0 + abs(value)):
            size = _best_size(values, indptr, rows, target, weights, power, soft, old, step, rise)
            for j in range(m):
                dual[j] = old[j] + size * step[j]
            new = _at(values, indptr, rows, target, weights, power, soft, dual, act, slope, curvature)
        value = new
    return -1


@compiled
def solve_frame(values, indptr, rows, target, weights, power, tolerance, dual, act, work):
    """Activations of one frame: least sum of a^power + weights . r^2 with B a + r = target and 0 <= a <= 1.

    values, indptr, rows: B by columns (muscles), rows ascending in each, N·m at full activation. dual: (rows,) start
    and result; the reserve r is dual / (2 weights). act: (muscles,) result. work: (rows + 3, rows) scratch.
    power: 2 or 3. The root that a cube leads to is infinitely steep at rest, so it is come to through cubes with ever
    less of a square beside. Returns the steps taken, or -1 where the tolerance (N·m) is missed.
    """
    if power == 2:
        return _climb(values, indptr, rows, target, weights, power, 0.0, tolerance, dual, act, work)
    total, soft = 0, 1.0
    while soft > 1e-10:
        soft *= 0.1
        steps = _climb(values, indptr, rows, target, weights, power, soft, tolerance, dual, act, work)
        if steps < 0:
            return -1
        total += steps
    return total


@compiled
def run_muscles(
    angles,  # (samples, frames, sides, 3): hip, knee flexion, ankle dorsiflexion, rad
    rates,  # the same, rad/s
    lumbar,  # (samples, frames): total lumbar extension, rad
    lumbar_rate,
    targets,  # (samples, frames, rows): net moments, N·m
    arm_scale,  # (samples,): body over the model's size
    arm_factor,  # (samples, classes): factor on the moment arms
    strength,  # (samples, classes): factor on the peak forces
    grids,  # tuple of four (nodes, width): hip, knee, ankle, lumbar
    lows,  # (4,) first node, rad
    steps,  # (4,)
    starts,  # (5,) first slot of each grid, then of the polynomials
    exponents,
    terms,
    coefficients,
    first,
    degree,
    in_block,  # (muscles,): True where the muscle spans lumbar levels alone, and has a block of the lumbar grid
    block,  # (muscles,): first slot of its block: active and passive factor, arm of every level, pull (x, y) on each
    on_grid,  # (muscles,): True where active and passive factor are slots
    state_slot,  # (muscles, 2): those slots; or the slot of the length and the table of ``states`` to read it in
    states,  # (tables, nodes, 2): active and passive factor over the length
    state_low,  # (tables,) m
    state_step,
    peak,  # (muscles,) N
    slowness,  # (muscles,): one over the greatest shortening speed, s/m
    of_class,  # (muscles,)
    indptr,  # (sides * muscles + 1,): rows of each column
    rows,
    slots,  # slot of the arm behind each entry
    rate_of,  # (rows, 2): side (or 0) and angle (0 hip, 1 knee, 2 ankle, 3 lumbar) whose rate moves the row
    rate_factor,  # (rows,): and by how much; 0 where none does
    stretch,  # (muscles,): of muscles with a block, the slot of what a lumbar turn shortens them by
    weights,  # (rows,)
    power,
    tolerance,
    curve,
    level_at,  # entries (muscle, level, slot x, slot y) of the muscles without a block
    hip_at,  # entries (muscle, slot x, slot y, slot z)
    knee_at,
    patella_at,  # entries (muscle, slot)
    of_group,  # (muscles,)
    groups,
    group_share,  # (muscles,) peak force over the sum of its group's
    out,  # (samples, frames, channels)
    peaks,  # (samples, sides * muscles)
    peak_frame,  # (samples, sides * muscles)
    forces,  # (samples, frames, sides * muscles) or empty
):
    """Recruit every frame; results in ``out``, ``peaks``, ``peak_frame`` and, where it is not empty, ``forces``.

    Channels: 6 levels x (x, y) force of the muscles on the trunk above, both sides; a side: hip (x, y, z), knee
    (x, y, z), patella; then a side: force of each group, activation of each group; rows: reserve; last: status.
    """
    samples, frames, sides = angles.shape[0], angles.shape[1], angles.shape[2]
    muscles = len(peak)
    m = targets.shape[2]
    width = starts[4] + len(first) - 1
    buffer = np.empty((sides, width))
    powers = np.empty((4, degree + 1))
    monomials = np.empty(len(exponents))
    point = np.empty(4)
    values = np.empty(len(rows))
    target = np.empty(m)
    row_rate = np.empty(m)
    active = np.empty(sides * muscles)
    passive = np.empty(sides * muscles)
    act = np.zeros(sides * muscles)
    dual = np.zeros(m)
    before = np.zeros(m)
    work = np.empty((m + 3, m))
    both = 2.0 if sides == 1 else 1.0
    at_group = 12 + 7 * sides
    at_reserve = at_group + 2 * groups * sides
    keep = forces.shape[0] > 0
    for s in range(samples):
        dual[:] = 0.0
        peaks[s, :] = -1.0
        for t in range(frames):
            for side in range(sides):
                for c in range(3):
                    point[c] = angles[s, t, side, c]
                point[3] = lumbar[s, t]
                for c in range(4):
                    _read_grid(grids[c], lows[c], steps[c], point[c], buffer[side], starts[c])
                    low, high = lows[c], lows[c] + steps[c] * (grids[c].shape[0] - 1)
                    point[c] = min(max(point[c], low), high)
                _read_polynomials(
                    point, exponents, terms, coefficients, first, powers, monomials, buffer[side], starts[4]
                )
            target[:] = targets[s, t]
            for j in range(m):
                angle = rate_of[j, 1]
                row_rate[j] = rate_factor[j] * (lumbar_rate[s, t] if angle == 3 else rates[s, t, rate_of[j, 0], angle])
            column = 0
            for side in range(sides):
                here = buffer[side]
                for i in range(muscles):
                    k = of_class[i]
                    scale = arm_scale[s] * arm_factor[s, k]
                    begin, end = indptr[column], indptr[column + 1]
                    speed = 0.0
                    if in_block[i]:
                        speed -= here[stretch[i]] * lumbar_rate[s, t]
                    else:
                        for e in range(begin, end):
                            speed -= here[slots[e]] * row_rate[rows[e]]
                    if on_grid[i]:
                        a, p = here[state_slot[i, 0]], here[state_slot[i, 1]]
                    else:
                        j = state_slot[i, 1]
                        a, p = _read_state(states[j], state_low[j], state_step[j], here[state_slot[i, 0]])
                    force = peak[i] * strength[s, k] * a * _force_velocity(speed * slowness[i], curve)
                    active[column] = force
                    # What a muscle does at rest does not grow with training in this model.
                    rest = peak[i] * p
                    passive[column] = rest
                    if in_block[i] and end - begin == 6:
                        r, at = rows[begin], block[i] + 2
                        for q in range(6):
                            arm = here[at + q] * scale
                            values[begin + q] = arm * force
                            target[r + q] -= arm * rest
                    else:
                        for e in range(begin, end):
                            arm = here[slots[e]] * scale
                            values[e] = arm * force
                            target[rows[e]] -= arm * rest
                    column += 1
            # Stretched muscles never make others work against them: a posture that rests on them asks for no more.
            for j in range(m):
                asked = targets[s, t, j]
                if asked * target[j] <= 0.0:
                    target[j] = 0.0
            # The prices of one frame go on much as they went; an overshoot would cost what a good guess saves.
            for j in range(m):
                now = dual[j]
                if t > 1:
                    dual[j] += 0.7 * (now - before[j])
                before[j] = now
            status = solve_frame(values, indptr, rows, target, weights, power, tolerance, dual, act, work)
            row = out[s, t]
            row[:] = 0.0
            column = 0
            for side in range(sides):
                g = at_group + side * 2 * groups
                for i in range(muscles):
                    # From here on ``active`` holds the whole force.
                    force = act[column] * active[column] + passive[column]
                    active[column] = force
                    if force > peaks[s, column]:
                        peaks[s, column] = force
                        peak_frame[s, column] = t
                    if keep:
                        forces[s, t, column] = force
                    row[g + of_group[i]] += force
                    row[g + of_group[i] + groups] += act[column] * group_share[i]
                    if in_block[i]:
                        at = block[i] + 8
                        force *= both
                        for q in range(12):
                            row[q] += force * buffer[side, at + q]
                    column += 1
            for side in range(sides):
                base = side * muscles
                for e in range(len(level_at)):
                    force = active[base + level_at[e, 0]] * both
                    row[2 * level_at[e, 1]] += force * buffer[side, level_at[e, 2]]
                    row[2 * level_at[e, 1] + 1] += force * buffer[side, level_at[e, 3]]
                at = 12 + 7 * side
                for e in range(len(hip_at)):
                    force = active[base + hip_at[e, 0]]
                    for c in range(3):
                        row[at + c] += force * buffer[side, hip_at[e, 1 + c]]
                for e in range(len(knee_at)):
                    force = active[base + knee_at[e, 0]]
                    for c in range(3):
                        row[at + 3 + c] += force * buffer[side, knee_at[e, 1 + c]]
                for e in range(len(patella_at)):
                    row[at + 6] += active[base + patella_at[e, 0]] * buffer[side, patella_at[e, 1]]
            for j in range(m):
                row[at_reserve + j] = dual[j] / (2.0 * weights[j])
            row[at_reserve + m] = status
