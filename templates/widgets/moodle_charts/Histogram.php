<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

/**
 * Which values fall between which edges. A bucket holds its lower edge, the last one both.
 */
final class Histogram {

    private const MOST = 40;

    private Scale $scale;

    /** @var array[] keys of the values by bucket */
    private array $members;

    /**
     * @param array<int|string, float> $values   At least one; where the scale is logarithmic, above 0.
     * @param int                      $scale    A constant of Scale.
     * @param int                      $buckets  About how many, 0: by the number of values (Sturges' rule).
     * @param bool                     $binary   As in Scale.
     */
    public function __construct(array $values, int $scale, int $buckets, bool $binary = false) {
        $wanted = $buckets > 0 ? min($buckets, self::MOST) : (int) ceil(log(count($values), 2) + 1);
        $this->scale = new Scale($scale, $values, max($wanted, 1), $binary);

        $edges = $this->edges();
        $this->members = array_fill(0, count($edges) - 1, []);

        foreach ($values as $key => $value) {
            $this->members[self::bucket($edges, $value)][] = $key;
        }
    }

    /**
     * @return float[]
     */
    public function edges(): array {
        return $this->scale->ticks();
    }

    /**
     * @return array[]  Keys of the values, by bucket.
     */
    public function members(): array {
        return $this->members;
    }

    public function scale(): Scale {
        return $this->scale;
    }

    public function position(float $value): float {
        return $this->scale->position($value);
    }

    private static function bucket(array $edges, float $value): int {
        $last = count($edges) - 2;

        for ($bucket = $last; $bucket > 0; $bucket--) {
            if ($value >= $edges[$bucket]) {
                return $bucket;
            }
        }

        return 0;
    }
}
