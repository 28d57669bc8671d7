<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\Figure;

Figure::show($data, 'moodle-heatmap', static function (array $picture, array $fields): array {
    [$red, $green, $blue] = sscanf(Figure::color($fields), '#%02x%02x%02x');
    $span = $picture['to'] - $picture['from'];

    // what has a value is always seen: the least has a twelfth of the colour
    $paint = static function (float $value) use ($picture, $span, $red, $green, $blue): string {
        $share = $span > 0 ? max(0, min(1, ($value - $picture['from']) / $span)) : 1;

        return sprintf('background-color: rgba(%d, %d, %d, %s)', $red, $green, $blue,
            number_format(0.08 + 0.92 * $share, 3, '.', '')
        );
    };

    $cell = static function (array $row, $column, string $label) use ($picture, $paint): CTag {
        $value = $row['cells'][$column] ?? null;

        if ($value === null) {
            return (new CTag('td', true, Figure::hidden('–')))->addClass('moodle-none');
        }

        $number = Figure::number($value, $picture['item']);

        return (new CTag('td', true, (new CTag('span', true, $number))->addClass('moodle-value')))
            ->setAttribute('style', $paint($value))
            ->setAttribute('data-value', (string) round($value, 6))
            ->setHint([$row['name'], ' ', $label, new CTag('br'), new CTag('b', true, $number)], '', false);
    };

    $head = [new CTag('td', true)];

    foreach (array_values($picture['columns']) as $n => $label) {
        $head[] = (new CTag('th', true, $label))
            ->addClass($n % $picture['named'] === 0 ? null : 'moodle-unnamed')
            ->setAttribute('scope', 'col');
    }

    $rows = [];

    foreach ($picture['rows'] as $row) {
        $name = $row['hostid'] === null
            ? $row['name']
            : Figure::hostButton($row['hostid'], $row['name'])->addItem($row['name']);
        $cells = [(new CTag('th', true, $name))->setAttribute('scope', 'row')];

        foreach ($picture['columns'] as $column => $label) {
            $cells[] = $cell($row, $column, $label);
        }

        $rows[] = new CTag('tr', true, $cells);
    }

    $legend = (new CTag('div', true, [
        (new CTag('span', true, Figure::number($picture['from'], $picture['item']))),
        (new CTag('span', true))
            ->addClass('moodle-ramp')
            ->setAttribute('style', sprintf('background-image: linear-gradient(to right, rgba(%1$d, %2$d, %3$d, 0.08), '.
                'rgb(%1$d, %2$d, %3$d))', $red, $green, $blue
            )),
        (new CTag('span', true, Figure::number($picture['to'], $picture['item'])))
    ]))->addClass('moodle-legend');

    return [
        (new CTag('div', true,
            (new CTag('table', true, [
                (new CTag('caption', true, $picture['item']['name']))->addClass('moodle-hidden'),
                new CTag('thead', true, new CTag('tr', true, $head)),
                new CTag('tbody', true, $rows)
            ]))->addClass(count($picture['columns']) === 24 ? 'moodle-week' : 'moodle-days')
        ))->addClass('moodle-scroll'),
        $legend
    ];
});
