<?php declare(strict_types = 0);

namespace Modules\MoodleCharts;

use CControllerDashboardWidgetView,
    CControllerResponseData;

/**
 * Reads what a widget shows and hands it to its view, with name, user and either `picture` or `empty`, the reason for none.
 */
abstract class FleetView extends CControllerDashboardWidgetView {

    protected function doAction(): void {
        $data = [
            'name' => $this->getInput('name', $this->widget->getDefaultName()),
            'user' => ['debug_mode' => $this->getDebugMode()],
            'fields' => $this->fields_values
        ];

        // a template has no values, and a host's dashboard shows one host
        $data += $this->hasInput('templateid')
            ? ['empty' => Texts::of('This widget compares instances: put it on a dashboard, not on a template.')]
            : $this->read($this->fields_values);

        $this->setResponse(new CControllerResponseData($data));
    }

    /**
     * @return array  picture and notes, or empty.
     */
    abstract protected function read(array $fields): array;

    protected static function nothing(Selection $selection): array {
        return ['empty' => Texts::of($selection->hosts ? 'No data yet' : 'No instances')];
    }

    /**
     * @return string[]  What was left out.
     */
    protected static function notes(Selection $selection, bool $cut): array {
        $notes = [];

        if ($selection->isCut()) {
            $notes[] = Texts::of('The first %1$s of %2$s instances', count($selection->hosts), $selection->total);
        }

        if ($cut) {
            $notes[] = Texts::of('Not all values: choose fewer instances or days');
        }

        return $notes;
    }
}
