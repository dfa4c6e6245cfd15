package dev.recado.api.web;

import dev.recado.api.security.OpenPaths;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Measures the requests of the API. The webhook servlet measures webhooks under the same name, at a
 * lower cost.
 */
final class ApiObservations extends ServerHttpObservationFilter {

  ApiObservations(ObservationRegistry registry) {
    super(registry, new DefaultServerRequestObservationConvention("http.server.requests"));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return OpenPaths.webhook(request);
  }
}
