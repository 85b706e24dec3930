"""Write docs/_generated/physics-measured.inc: the engine beside published and designed figures, computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from thrustworthy.mechanics import Simulation, Subject, simulate

TARGET = Path("docs/_generated/physics-measured.inc")
MAN = Subject(height=1.80, mass=84.0, sex="male")
SQUATTER = Subject(height=1.78, mass=78.0, sex="male")
REFERENCE = {"bench_height": 0.40, "concentric_time": 1.2}


def peak(made: Simulation, name: str) -> float:
    return float(made.peaks[name].band.p50)


def travel(made: Simulation, name: str) -> float:
    return float(made.kinematics[name].p50)


def thrust(load: float = 120.0, **setup: float) -> Simulation:
    return simulate("barbell_hip_thrust", MAN, load, setup=REFERENCE | setup)


def rows() -> Iterator[tuple[str, str, str]]:
    """What, expected, measured."""
    made = thrust()
    hip = made.series["hip_moment"].band.p50
    low = made.series["hip_moment"].band.p05
    yield "bar travel, thrust", "0.28 to 0.42 m", f"{travel(made, 'bar_travel'):.2f} m"
    yield "knee range", "10 to 35°", f"{travel(made, 'knee_range'):.0f}°"
    yield "hip flexion at the start", "near 90°", f"{travel(made, 'hip_start'):.0f}°"
    at = made.peaks["hip_moment"].at_phase
    yield (
        "hip moment peak, both limbs",
        "350 to 480 N·m, first third",
        f"{peak(made, 'hip_moment'):.0f} N·m at {at:.2f}",
    )
    share = 100 * float(hip[-1]) / peak(made, "hip_moment")
    yield (
        "hip moment at lockout",
        "45 to 75 % of the peak, extensor throughout",
        f"{share:.0f} %; 5th percentile never below {float(low.min()):.0f} N·m",
    )
    yield "L5/S1 moment peak", "220 to 340 N·m", f"{peak(made, 'l5s1_moment'):.0f} N·m"
    yield "knee peak, both limbs", "below L5/S1", f"{peak(made, 'knee_moment'):.0f} N·m"
    yield "ankle peak", "under 10 % of the hip", f"{peak(made, 'ankle_moment'):.0f} N·m"
    moved = [peak(thrust(kg), "hip_moment") - peak(made, "hip_moment") for kg in (100.0, 140.0)]
    yield "20 kg less, 20 kg more on the bar", "hip peak moves by 35 to 70 N·m", f"{moved[0]:+.0f}, {moved[1]:+.0f} N·m"
    knees = peak(thrust(foot_force=-120.0), "knee_moment") - peak(thrust(foot_force=0.0), "knee_moment")
    yield "foot force -120 N against 0 N", "knee peak +40 to +80 N·m", f"{knees:+.0f} N·m"
    both = [simulate(lift, MAN, 120.0) for lift in ("barbell_hip_thrust", "barbell_glute_bridge")]
    ratio = travel(both[0], "bar_travel") / travel(both[1], "bar_travel")
    yield "bar travel, thrust over bridge", "1.8 to 2.8 (2.31 measured)", f"{ratio:.2f}"
    yield from standing()


def standing() -> Iterator[tuple[str, str, str]]:
    squat, dead, rdl = (simulate(lift, SQUATTER, 91.0) for lift in ("back_squat", "deadlift", "romanian_deadlift"))
    mass = float(SQUATTER.mass or 0)
    hip, knee = (peak(squat, f"{joint}_moment_one_limb") / mass for joint in ("hip", "knee"))
    yield "back squat, 78 kg man, 91 kg: hip per limb", "1.5 to 3.8 N·m/kg", f"{hip:.1f} N·m/kg"
    yield "the same: knee per limb", "1.0 to 2.8 N·m/kg", f"{knee:.1f} N·m/kg"
    pulled = peak(dead, "knee_moment_one_limb") / mass
    lean = travel(dead, "trunk_start")
    yield "the same bar, deadlift", "knee lower; trunk 50 to 80° at lift-off", f"{pulled:.2f} N·m/kg; {lean:.0f}°"
    flexor = float(rdl.series["knee_moment"].band.p50.max())
    yield "the same bar, Romanian deadlift", "knee moment flexor (negative)", f"at most {flexor:.0f} N·m in any frame"


def main() -> None:
    lines = ["| what | expected | measured |", "|---|---|---|"]
    lines += [f"| {what} | {expected} | {measured} |" for what, expected, measured in rows()]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
