<?php declare(strict_types = 0);

namespace Modules\MoodleDistribution;

use Modules\MoodleCharts\Texts;
use Zabbix\Core\CWidget;

if (!is_file(dirname(__DIR__).'/moodle_charts/autoload.php')) {
    // the module manager catches this, names the module and goes on
    throw new \RuntimeException('The folder moodle_charts is missing next to '.basename(__DIR__));
}

require_once dirname(__DIR__).'/moodle_charts/autoload.php';

class Widget extends CWidget {

    public function getDefaultName(): string {
        return Texts::of('Moodle distribution');
    }
}
