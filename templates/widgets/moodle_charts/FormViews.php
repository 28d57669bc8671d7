<?php declare(strict_types = 0);

namespace Modules\MoodleCharts;

use CWidgetFieldColorView,
    CWidgetFieldMultiSelectGroupView,
    CWidgetFieldMultiSelectHostView,
    CWidgetFormView;

/**
 * Fields in the dashboard editor that several widgets have.
 */
final class FormViews {

    public static function hosts(CWidgetFormView $form, array $data): CWidgetFormView {
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
    public static function color(CWidgetFormView $form, array $data): CWidgetFormView {
        // up to 7.2 a script makes a picker of the field, later ones are elements of their own
        return $form
            ->addField(new CWidgetFieldColorView($data['fields']['color']))
            ->addJavaScript('
                if (jQuery.fn.colorpicker) {
                    for (const input of document.querySelectorAll(".overlay-dialogue-body .color-picker input")) {
                        jQuery(input).colorpicker({appendTo: ".overlay-dialogue-body"});
                    }
                }
            ');
    }
}
