<?php declare(strict_types = 1);

namespace Modules\MoodleCharts;

use CWebUser;

/**
 * What the widgets say, in the viewer's language. The front end has no translations of modules, and its own need a locale of the
 * operating system; this table needs none.
 */
final class Texts {

    /**
     * @param string $text  The English text, with %1$s, ... for the arguments.
     */
    public static function of(string $text, ...$arguments): string {
        return vsprintf(CWebUser::getLang() === 'fr' ? self::french()[$text] ?? $text : $text, $arguments);
    }

    /**
     * @return array<string, string>
     */
    public static function french(): array {
        static $french = null;
        $french = $french ?? require __DIR__.'/french.php';

        return $french;
    }
}
