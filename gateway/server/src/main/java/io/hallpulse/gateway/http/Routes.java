package io.hallpulse.gateway.http;

/** A group of routes of the HTTP face. */
public interface Routes {
    void addTo(RouteTable routes);
}
