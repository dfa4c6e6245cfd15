package dev.recado.api.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells any caller the version of the hub and whether it can work. */
@RestController
@SecurityRequirements
class StatusController {

  private final Version version;
  private final Pulse pulse;

  StatusController(Version version, Pulse pulse) {
    this.version = version;
    this.pulse = pulse;
  }

  @GetMapping("/version")
  @Operation(summary = "Tells the version of this Recado")
  Map<String, String> version() {
    return Map.of("name", "recado", "version", version.number());
  }

  @GetMapping("/health")
  @Operation(summary = "Tells whether the hub is well: 200 UP, 503 DOWN")
  ResponseEntity<Map<String, String>> health() {
    return pulse.canWork()
        ? ResponseEntity.ok(Map.of("status", "UP"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "DOWN"));
  }
}
