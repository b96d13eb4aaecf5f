package io.hallpulse.gateway.http;

/** Some of the paths of the HTTP face: what is asked there, and who answers. */
public interface Routes {
    void addTo(RouteTable routes);
}
