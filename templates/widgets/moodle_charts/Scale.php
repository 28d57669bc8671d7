<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

/**
 * Where values stand on an axis from 0 to 1, and the round values that are written at it.
 */
final class Scale {

    public const LINEAR = 0;
    public const LOGARITHMIC = 1;

    private int $kind;
    private float $unit;

    /** @var float[] */
    private array $ticks;

    /**
     * @param int     $kind    LINEAR, or LOGARITHMIC, where values are above 0.
     * @param float[] $values  At least one; the axis reaches to round values around them.
     * @param int     $steps   About how many steps there should be between ticks; logarithmic scales have powers of ten.
     * @param bool    $binary  Whether values are written in units of 1024: ticks are round in these.
     */
    public function __construct(int $kind, array $values, int $steps, bool $binary = false) {
        $this->kind = $kind;
        $least = min($values);
        $greatest = max($values);
        $this->unit = $binary ? 1024.0 ** floor(log(max(abs($least), abs($greatest), 1), 1024)) : 1.0;
        $ticks = $kind === self::LOGARITHMIC
            ? self::powers($least / $this->unit, $greatest / $this->unit)
            : self::rounds($least / $this->unit, $greatest / $this->unit, $steps);
        $this->ticks = array_map(fn (float $tick): float => $tick * $this->unit, $ticks);
    }

    /**
     * @return float[]  Rising, at least two.
     */
    public function ticks(): array {
        return $this->ticks;
    }

    public function position(float $value): float {
        $from = $this->measure($this->ticks[0]);
        $to = $this->measure($this->ticks[count($this->ticks) - 1]);

        return ($this->measure($value) - $from) / ($to - $from);
    }

    /**
     * A value as this scale measures it: itself or its logarithm.
     */
    public function measure(float $value): float {
        return $this->kind === self::LOGARITHMIC ? log10($value / $this->unit) : $value;
    }

    private static function powers(float $least, float $greatest): array {
        $from = (int) floor(log10($least));
        $to = max((int) ceil(log10($greatest)), $from + 1);

        return array_map(static fn (int $power): float => (float) 10 ** $power, range($from, $to));
    }

    /**
     * Multiples of 1, 2 or 5 times a power of ten.
     */
    private static function rounds(float $least, float $greatest, int $steps): array {
        if ($least === $greatest) {
            // one value alone: an axis from or to zero says most about it
            $greatest = max($greatest, 0.0) ?: ($least < 0 ? 0.0 : 1.0);
            $least = min($least, 0.0);
        }

        $step = self::step(($greatest - $least) / max($steps, 1));
        $first = floor($least / $step);
        $last = max(ceil($greatest / $step), $first + 1);

        // rounded, since 3 x 0.1 is not 0.3 otherwise
        return array_map(static fn (int $n): float => round($n * $step, 12 - (int) floor(log10($step))),
            range((int) $first, (int) $last)
        );
    }

    private static function step(float $wanted): float {
        $power = 10 ** floor(log10($wanted));

        foreach ([1, 2, 5] as $factor) {
            if ($wanted <= $factor * $power * (1 + 1e-9)) {
                return (float) ($factor * $power);
            }
        }

        return 10.0 * $power;
    }
}
