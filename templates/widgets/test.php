<?php declare(strict_types = 1);

/**
 * Tests of the widgets' arithmetic and texts, without a front end: php test.php
 * Expected values are worked out by hand or by another way than the code's.
 */

use Modules\MoodleCharts\{
    Histogram,
    Scale,
    Slots,
    Statistics,
    Tally
};

require __DIR__.'/moodle_charts/autoload.php';
date_default_timezone_set('Europe/Paris');

$faults = 0;

function same(string $what, $expected, $actual): void {
    global $faults;

    if (json_encode($expected) !== json_encode($actual)) {
        $faults++;
        fwrite(STDERR, $what.': expected '.json_encode($expected).', was '.json_encode($actual)."\n");
    }
}

function value(string $time, float $value): array {
    return ['clock' => (string) strtotime($time), 'num' => '1', 'value_avg' => (string) $value,
        'value_min' => (string) $value, 'value_max' => (string) $value
    ];
}

function files(string $name): array {
    return array_map('strval', array_values(array_filter(iterator_to_array(new RecursiveIteratorIterator(
        new RecursiveDirectoryIterator(__DIR__, FilesystemIterator::SKIP_DOTS)
    )), static fn (SplFileInfo $file): bool => fnmatch($name, $file->getFilename()))));
}

// each file is PHP
foreach (files('*.php') as $file) {
    try {
        token_get_all(file_get_contents($file), TOKEN_PARSE);
    }
    catch (ParseError $e) {
        same($file, 'PHP', $e->getMessage());
    }
}

// a manifest names its folder, and assets that exist
foreach (files('manifest.json') as $file) {
    $manifest = json_decode(file_get_contents($file), true);
    same($file, basename(dirname($file)), $manifest['id']);
    same($file, true, array_key_exists('widget.'.$manifest['id'].'.view', $manifest['actions']));

    foreach ($manifest['assets']['css'] as $asset) {
        same($asset, true, is_file(dirname($file).'/assets/css/'.$asset));
    }
}

// a tally of an hour that Zabbix summed up, three values with average 4, and of one value more
$tally = new Tally();
same('nothing', null, $tally->get(Tally::AVERAGE));
$tally->addMany(3, 4.0, 1.0, 9.0);
$tally->add(8.0);
same('average', 5.0, $tally->get(Tally::AVERAGE));
same('sum', 20.0, $tally->get(Tally::SUM));
same('maximum', 9.0, $tally->get(Tally::MAXIMUM));
same('minimum', 1.0, $tally->get(Tally::MINIMUM));

// two schools on two Mondays, 10 to 11 o'clock: (2 + 3) + 5 on the first, 20 on the second
$week = new Slots(Slots::HOUR, Tally::SUM, Tally::SUM);
$week->addItem([value('2026-11-02 10:10', 2), value('2026-11-02 10:50', 3), value('2026-11-09 10:00', 20)]);
$week->addItem([value('2026-11-02 10:59:59', 5)]);
same('typical week', [1 => [10 => 15.0]], $week->week());

// the same hour of local time before and after the clocks go back on 25 October
$autumn = new Slots(Slots::HOUR, Tally::AVERAGE, Tally::SUM);
$autumn->addItem([value('2026-10-19 07:00 UTC', 4), value('2026-10-26 08:00 UTC', 8)]);
same('summer time', [1 => [9 => 6.0]], $autumn->week());

$days = new Slots(Slots::DAY, Tally::MAXIMUM, Tally::SUM);
$days->addItem([value('2026-11-02 23:59:59', 7), value('2026-11-02 00:00', 6), value('2026-11-03 00:00', 1)]);
same('days', ['2026-11-02' => 7.0, '2026-11-03' => 1.0], $days->values());

// axes
same('round ticks', [0.0, 20.0, 40.0, 60.0, 80.0, 100.0], (new Scale(Scale::LINEAR, [3, 97], 5))->ticks());
same('small ticks', [0.1, 0.2, 0.3], (new Scale(Scale::LINEAR, [0.12, 0.27], 2))->ticks());
same('below zero', [-10.0, -5.0, 0.0, 5.0], (new Scale(Scale::LINEAR, [-7, 4], 3))->ticks());
same('one value', [0.0, 5.0, 10.0], (new Scale(Scale::LINEAR, [8.0, 8.0], 2))->ticks());
same('only zero', [0.0, 0.5, 1.0], (new Scale(Scale::LINEAR, [0.0], 2))->ticks());
same('bytes', [0.0, 1073741824.0, 2147483648.0], (new Scale(Scale::LINEAR, [1e8, 2e9], 2, true))->ticks());
same('powers', [10.0, 100.0, 1000.0], (new Scale(Scale::LOGARITHMIC, [12, 900], 5))->ticks());
same('one power', [100.0, 1000.0], (new Scale(Scale::LOGARITHMIC, [100.0], 5))->ticks());
same('place', 0.25, (new Scale(Scale::LINEAR, [0, 100], 5))->position(25));
same('place on powers', 0.5, (new Scale(Scale::LOGARITHMIC, [10, 1000], 5))->position(100));

// a histogram: the edge 20 belongs to the bucket that it begins, the last edge to the last bucket
$histogram = new Histogram(['a' => 1.0, 'b' => 20.0, 'c' => 39.0, 'd' => 40.0, 'e' => 60.0], Scale::LINEAR, 3);
same('edges', [0.0, 20.0, 40.0, 60.0], $histogram->edges());
same('buckets', [['a'], ['b', 'c'], ['d', 'e']], $histogram->members());
same('one member', [['a']], (new Histogram(['a' => 5.0], Scale::LINEAR, 0))->members());

// quartiles of 1, 2, 3, 4 as spreadsheets have them; the line through y = 2x + 1, and its fall with a bend
same('lower quartile', 1.75, Statistics::quantile([4, 1, 3, 2], 0.25));
same('median', 2.5, Statistics::quantile([4, 1, 3, 2], 0.5));
same('median of one', 7.0, Statistics::quantile([7.0], 0.5));
$line = Statistics::line([[0, 1], [1, 3], [2, 5]]);
same('line', [2.0, 1.0, 1.0], array_map(static fn (float $n): float => round($n, 9), array_values($line)));
same('falling', -0.866025, round(Statistics::line([[0, 1], [1, 1], [2, 0]])['r'], 6));
same('two points', null, Statistics::line([[0, 1], [1, 3]]));
same('all the same', null, Statistics::line([[1, 1], [1, 2], [1, 3]]));

// what is said in English has a French text, and each of these is said
$french = require __DIR__.'/moodle_charts/french.php';
$said = [];
$sources = '';

foreach (files('*.php') as $file) {
    if (!in_array(basename($file), ['french.php', 'test.php'], true)) {
        $source = file_get_contents($file);
        $sources .= $source;
        preg_match_all('/Texts::of\(\s*\'([^\']+)\'|add(?:Key|Choice|Number)\(\'\w+\', \'([^\']+)\'/', $source, $found);
        $said = array_merge($said, $found[1], $found[2]);

        // the words of a choice
        if (basename($file) === 'WidgetForm.php' || basename($file) === 'FleetForm.php') {
            preg_match_all('/::\w+ => \'([^\']+)\'/', $source, $found);
            $said = array_merge($said, $found[1]);
        }
    }
}

$said = array_unique(array_filter($said));
same('texts without French', [], array_values(array_diff($said, array_keys($french))));
same('French of nothing', [], array_values(array_filter(array_keys($french),
    static fn (string $text): bool => strpos($sources, '\''.$text.'\'') === false
)));

foreach ($french as $text => $translation) {
    preg_match_all('/%\d\$s/', $text, $arguments);
    preg_match_all('/%\d\$s/', $translation, $translated);
    sort($arguments[0]);
    sort($translated[0]);
    same('arguments of '.$text, $arguments[0], $translated[0]);
}

echo $faults === 0 ? 'The widgets calculate and speak as they should'."\n" : $faults.' faults'."\n";
exit($faults === 0 ? 0 : 1);
