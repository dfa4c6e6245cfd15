package dev.recado.api.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The hub at a glance, for operators. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "hub")
class StatsController {

  private static final Duration DAY = Duration.ofDays(1);

  private final StatsQueries queries;
  private final Sellers sellers;
  private final HealthEndpoint health;
  private final Version version;
  private final Clock clock;

  StatsController(
      StatsQueries queries, Sellers sellers, HealthEndpoint health, Version version, Clock clock) {
    this.queries = queries;
    this.sellers = sellers;
    this.health = health;
    this.version = version;
    this.clock = clock;
  }

  /** The numbers of the last 24 hours. */
  record Stats(
      String versao,
      Instant desde,
      Map<String, Long> eventos,
      Map<String, Long> mensagens,
      Map<String, Long> conversas,
      SellerCount vendedores) {}

  /** How many sellers there are, and how many of them get leads. */
  record SellerCount(long total, long ativos) {}

  @GetMapping("/stats")
  @Operation(summary = "Counts events, messages and conversations of the last 24 hours")
  Stats stats() {
    Instant since = clock.instant().minus(DAY);
    var all = sellers.all();
    return new Stats(
        version.number(),
        since,
        queries.events(since),
        queries.messages(since),
        queries.conversations(since),
        new SellerCount(all.size(), all.stream().filter(Seller::active).count()));
  }

  /** The health of the hub and of the systems that it talks to. */
  record Integration(
      String status, @JsonProperty("integracoes") Map<String, String> parts, Instant verificado) {}

  @GetMapping("/test-integration")
  @Operation(
      summary = "Checks the health of every part of the hub and of the systems that it talks to")
  Integration integration() {
    HealthComponent all = health.health();
    Map<String, String> parts = new TreeMap<>();
    if (all instanceof CompositeHealth composite) {
      composite
          .getComponents()
          .forEach((name, part) -> parts.put(name, part.getStatus().getCode()));
    }
    return new Integration(word(all.getStatus()), parts, clock.instant());
  }

  private static String word(Status status) {
    if (Status.UP.equals(status)) {
      return "ok";
    }
    return Status.DOWN.equals(status) ? "erro" : "parcial";
  }
}
