package org.moodlefleet.service.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.registry.address.AddressRange;

/** A proxy before the config API, or a network of such: an IP address, with a slash and a number of bits or without. */
public record ProxyAddress(String written) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProxyAddress {
        if (written == null
                || written.endsWith("/0")
                || AddressRange.of(written).isEmpty()) {
            throw new InvalidValueException(
                    "",
                    "is no address of a proxy",
                    "write an IP address or a network, such as 10.0.0.5 or 10.1.0.0/16");
        }
    }

    public AddressRange range() {
        return AddressRange.of(written).orElseThrow();
    }
}
