<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\{
    Figure,
    Scale,
    Texts
};

Figure::show($data, 'moodle-distribution', static function (array $picture, array $fields): array {
    $histogram = $picture['histogram'];
    $item = $picture['item'];
    $edges = $histogram->edges();
    $members = $histogram->members();
    $counts = new Scale(Scale::LINEAR, array_merge([0], array_map('count', $members)), 4);
    $bars = [];

    foreach ($members as $n => $hostids) {
        $left = $histogram->position($edges[$n]);
        $range = Texts::of('%1$s to %2$s', Figure::number($edges[$n], $item), Figure::number($edges[$n + 1], $item));
        $names = array_map(static fn ($hostid): string => $picture['names'][$hostid], array_slice($hostids, 0, 12));
        $bar = (new CTag('span', true))
            ->addClass('moodle-bar')
            ->setAttribute('style', 'height: '.Figure::percent($counts->position(count($hostids))).
                '; background-color: '.Figure::color($fields)
            );
        $column = (new CTag('li', true, [
            $bar,
            Figure::hidden($range.': '.Figure::instances(count($hostids)))
        ]))
            ->setAttribute('data-count', (string) count($hostids))
            ->setAttribute('style', 'left: '.Figure::percent($left).'; width: '.
                Figure::percent($histogram->position($edges[$n + 1]) - $left)
            );

        if ($hostids) {
            $hint = [new CTag('b', true, $range), ': ', Figure::instances(count($hostids))];

            foreach ($names as $name) {
                $hint[] = new CTag('br');
                $hint[] = $name;
            }

            if (count($hostids) > count($names)) {
                $hint[] = new CTag('br');
                $hint[] = '…';
            }

            $column->setHint($hint, '', false);
        }

        $bars[] = $column;
    }

    $lines = [];

    foreach ($fields['quartiles'] ? $picture['quartiles'] : [] as $n => $value) {
        $lines[] = (new CTag('span', true))
            ->addClass('moodle-quartile')
            ->addClass($n === 1 ? 'moodle-median' : null)
            ->setAttribute('style', 'left: '.Figure::percent($histogram->position($value)));
    }

    $whole = array_filter($counts->ticks(), static fn (float $tick): bool => $tick == floor($tick));
    $grid = array_map(static fn (float $tick): CTag => (new CTag('span', true))
        ->addClass('moodle-grid')
        ->setAttribute('style', 'left: 0; right: 0; height: 1px; bottom: '.Figure::percent($counts->position($tick))),
        $whole
    );

    [$lower, $median, $upper] = array_map(static fn (float $value): string => Figure::number($value, $item),
        $picture['quartiles']
    );

    return [
        (new CTag('div', true, [
            Figure::axis(array_values($whole), $counts, null, 'bottom', 6),
            (new CTag('div', true, [
                $grid,
                (new CTag('ul', true, $bars))->setAttribute('aria-label', $item['name']),
                $lines
            ]))->addClass('moodle-area'),
            Figure::axis($edges, $histogram->scale(), $item, 'left', 9)
        ]))->addClass('moodle-plot'),
        (new CTag('p', true, Texts::of('%1$s · median %2$s · half of them from %3$s to %4$s',
            Figure::instances(count($picture['names'])), $median, $lower, $upper
        )))->addClass('moodle-summary')
    ];
});
