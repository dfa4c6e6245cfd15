package dev.recado.spine.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.ingress.WebhookSources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows whether webhooks arrive, without sending one. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "system")
public class WebhookController {

  static final String PATH = "/api/webhooks";

  /** The only path below {@code /webhooks} that people may read. */
  public static final String TEST = "/webhooks/test";

  private final WebhookSources sources;
  private final WebhookQueries queries;

  WebhookController(WebhookSources sources, WebhookQueries queries) {
    this.sources = sources;
    this.queries = queries;
  }

  /** A sender: its path, the number of its events within a day, and the last of them. */
  record Sender(
      String source,
      String path,
      @JsonProperty("events_24h") long events24h,
      @JsonProperty("last_event_at") @Nullable Instant lastEventAt) {}

  /** All senders that this hub listens to. */
  record Senders(String status, List<Sender> webhooks) {}

  @GetMapping(PATH)
  @Operation(
      summary = "Lists the senders of webhooks and their events",
      description = "Also at /webhooks/test. Sends nothing; paths come without their tokens.")
  Senders webhooks() {
    return new Senders(
        "ok",
        sources.all().stream()
            .map(source -> queries.sender(source.name(), source.path()))
            .toList());
  }
}
