<?php declare(strict_types = 1);

// The front end autoloads the classes of registered modules only; this folder is none, so that it needs no switch of its own.
spl_autoload_register(static function (string $class): void {
    $prefix = 'Modules\\MoodleCharts\\';

    if (strncmp($class, $prefix, strlen($prefix)) === 0) {
        $file = __DIR__.'/'.substr($class, strlen($prefix)).'.php';

        if (is_file($file)) {
            require_once $file;
        }
    }
});
