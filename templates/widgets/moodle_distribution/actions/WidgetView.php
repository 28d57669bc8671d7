<?php declare(strict_types = 0);

namespace Modules\MoodleDistribution\Actions;

use Modules\MoodleCharts\{
    Figure,
    FleetView,
    Histogram,
    HostValues,
    Measurements,
    Scale,
    Selection,
    Statistics,
    Texts
};

class WidgetView extends FleetView {

    private const MOST_HOSTS = 1000;

    protected function read(array $fields): array {
        $selection = new Selection($fields, self::MOST_HOSTS);
        $measure = new HostValues($selection, $fields['key'], (int) $fields['value'],
            new Measurements((int) $fields['days'], time())
        );
        $values = $fields['scale'] == Scale::LOGARITHMIC
            ? array_filter($measure->values, static fn (float $value): bool => $value > 0)
            : $measure->values;

        if (!$values) {
            return self::nothing($selection);
        }

        $notes = self::notes($selection, $measure->cut);

        if (count($values) < count($measure->values)) {
            $notes[] = Texts::of('%1$s at zero or below are not shown', count($measure->values) - count($values));
        }

        return [
            'picture' => [
                'histogram' => new Histogram($values, (int) $fields['scale'], (int) $fields['buckets'],
                    Figure::isBinary($measure->item)
                ),
                'quartiles' => array_map(static fn (float $share): float => Statistics::quantile($values, $share),
                    [0.25, 0.5, 0.75]
                ),
                'names' => array_column(array_intersect_key($selection->hosts, $values), 'name', 'hostid'),
                'item' => $measure->item
            ],
            'notes' => $notes
        ];
    }
}
