<?php declare(strict_types = 0);

/**
 * @var CView $this
 * @var array $data
 */

use Modules\MoodleCharts\FormViews;

$form = FormViews::hosts(new CWidgetFormView($data), $data)
    ->addField(new CWidgetFieldTextBoxView($data['fields']['key_x']))
    ->addField(new CWidgetFieldTextBoxView($data['fields']['key_y']))
    ->addField(new CWidgetFieldSelectView($data['fields']['value']))
    ->addField(new CWidgetFieldIntegerBoxView($data['fields']['days']))
    ->addField(new CWidgetFieldSelectView($data['fields']['scale_x']))
    ->addField(new CWidgetFieldSelectView($data['fields']['scale_y']))
    ->addField(new CWidgetFieldCheckBoxView($data['fields']['trend']))
    ->addField(new CWidgetFieldSelectView($data['fields']['labels']));

FormViews::color($form, $data)->show();
