package org.moodlefleet.registry.fleet;

import org.moodlefleet.model.HostMacro;

/** A macro of a host as it is written. */
public record MacroDocument(String macro, String value) {

    static MacroDocument of(HostMacro macro) {
        return new MacroDocument(macro.macro(), macro.value());
    }

    HostMacro valid() {
        return new HostMacro(macro, value);
    }
}
