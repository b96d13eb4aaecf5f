package io.hallpulse.gateway.config;

import io.hallpulse.domain.upstream.Profile;
import io.hallpulse.runtime.config.Setting;
import java.net.URI;

/** What goes up to the province, and where to. */
public record UpstreamConfig(
        @Setting("the province's form: shandong or zhejiang")
        String profile,

        @Setting(
                "where ratings of services are posted, such as https://pj.example.gov.cn/ratings; http:// on this machine alone")
        String url,

        @Setting("administrative division of the halls, in digits and in quotes, such as \"330200\"")
        String area) {
    private static final String AREA = "[0-9]{6,12}";

    public UpstreamConfig {
        if (!Profile.NAMES.contains(profile)) {
            throw new IllegalArgumentException(
                    "profile '" + profile + "' is unknown; known here: " + String.join(", ", Profile.NAMES));
        }
        SafeUrl.require(url);
        if (!area.matches(AREA)) {
            throw new IllegalArgumentException(
                    "area '" + area + "' is no administrative division; write its 6 to 12 digits, such as \"330200\"");
        }
    }

    public URI uri() {
        return URI.create(url);
    }
}
