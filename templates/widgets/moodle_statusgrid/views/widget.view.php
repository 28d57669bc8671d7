<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\{
    Figure,
    Texts
};

Figure::show($data, 'moodle-statusgrid', static function (array $tiles): array {
    $state = static function (array $tile): string {
        $states = [];

        if ($tile['silent']) {
            $states[] = Texts::of('does not report');
        }

        if ($tile['problems']) {
            $states[] = Texts::of('problems: %1$s, the worst: %2$s', count($tile['problems']),
                CSeverityHelper::getName($tile['severity'])
            );
        }

        if ($tile['maintenance']) {
            $states[] = Texts::of('in maintenance');
        }

        return $states ? implode(', ', $states) : Texts::of('no problems');
    };

    $hint = static function (array $tile) use ($state): array {
        $lines = [new CTag('b', true, $tile['name']), new CTag('br'), $state($tile)];

        foreach (array_slice($tile['problems'], 0, 10) as $problem) {
            $lines[] = new CTag('br');
            $lines[] = (new CTag('span', true, CSeverityHelper::getName($problem['severity'])))
                ->addClass(CSeverityHelper::getStyle($problem['severity']))
                ->setAttribute('style', 'padding: 0 4px');
            $lines[] = ' '.$problem['name'];
        }

        return $lines;
    };

    $counts = ['problem' => 0, 'silent' => 0, 'fine' => 0];
    $items = [];

    foreach ($tiles as $tile) {
        $kind = $tile['problems'] ? 'problem' : ($tile['silent'] ? 'silent' : 'fine');
        $counts[$kind]++;
        $label = $tile['name'].': '.($tile['value'] === null ? '' : $tile['value'].', ').$state($tile);

        $button = Figure::hostButton($tile['hostid'], $label)
            ->addItem((new CTag('span', true, $tile['name']))->addClass('moodle-name'))
            ->addClass('moodle-tile')
            ->addClass($tile['silent'] ? 'moodle-stripes' : null)
            ->setHint($hint($tile), '', false);

        if ($tile['value'] !== null) {
            $button->addItem((new CTag('span', true, $tile['value']))->addClass('moodle-value'));
        }

        if (count($tile['problems']) > 1) {
            $button->addItem((new CTag('span', true, (string) count($tile['problems'])))->addClass('moodle-count'));
        }

        $items[] = (new CTag('li', true, $button))
            ->addClass('moodle-'.$kind)
            ->addClass($tile['problems'] ? CSeverityHelper::getStyle($tile['severity']) : null)
            ->setAttribute('data-state', $kind);
    }

    return [
        (new CTag('ul', true, $items))->addClass('moodle-tiles'),
        (new CTag('p', true, [
            (new CTag('span', true, Texts::of('with problems: %1$s', $counts['problem'])))->addClass('moodle-key-problem'),
            (new CTag('span', true, Texts::of('silent: %1$s', $counts['silent'])))->addClass('moodle-key-silent'),
            (new CTag('span', true, Texts::of('without: %1$s', $counts['fine'])))->addClass('moodle-key-fine')
        ]))->addClass('moodle-summary')
    ];
});
