<?php declare(strict_types = 0);

namespace Modules\MoodleCharts;

use CWidgetFieldMultiSelectGroupView,
    CWidgetFieldMultiSelectHostView,
    CWidgetFormView;

/**
 * The choice of hosts in the dashboard editor.
 */
final class HostFieldViews {

    public static function add(CWidgetFormView $form, array $data): CWidgetFormView {
        if (!array_key_exists('groupids', $data['fields'])) {
            return $form;
        }

        // the second argument: 6.4 takes the names of what is chosen from there, newer ones from the field
        return $form
            ->addField(new CWidgetFieldMultiSelectGroupView($data['fields']['groupids'],
                $data['captions']['groups']['groupids'] ?? []
            ))
            ->addField(new CWidgetFieldMultiSelectHostView($data['fields']['hostids'],
                $data['captions']['hosts']['hostids'] ?? []
            ));
    }
}
