package dev.recado.spine.alert;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The alerts that are raised, and those of the last days. */
@RestController
@RequestMapping("/api/alerts")
@ConditionalOnRole(Role.WEB)
@Tag(name = "system")
class AlertController {

  private final Alerts alerts;

  AlertController(Alerts alerts) {
    this.alerts = alerts;
  }

  /**
   * An alert.
   *
   * @param alert what it is about, such as {@code channel-down}
   * @param channel the channel or connector; absent for the whole hub
   * @param raised false after the all-clear
   * @param unit of value and threshold: {@code %}, {@code s}, or empty for a number
   * @param count how often it was told in this episode
   * @param event the last event about it; its journey shows who was told
   * @param link where to look
   */
  record View(
      String alert,
      @Nullable String channel,
      boolean raised,
      String title,
      String text,
      BigDecimal value,
      BigDecimal threshold,
      String unit,
      Instant since,
      Instant raisedAt,
      int count,
      @Nullable Instant clearedAt,
      UUID event,
      String link) {

    static View of(Alert alert) {
      return new View(
          alert.kind().code(),
          alert.channel(),
          alert.raised(),
          alert.title(),
          alert.text(),
          alert.value(),
          alert.threshold(),
          alert.unit(),
          alert.since(),
          alert.raisedAt(),
          alert.count(),
          alert.clearedAt(),
          alert.event(),
          alert.link());
    }
  }

  @GetMapping
  @Operation(
      summary = "Lists the alerts that are raised, and those that ended in the last seven days")
  List<View> list() {
    return alerts.recent().stream().map(View::of).toList();
  }
}
