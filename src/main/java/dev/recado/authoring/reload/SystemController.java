package dev.recado.authoring.reload;

import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.outbox.Breakers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The current connectors and flow files of the hub. */
@RestController
@RequestMapping("/api")
@ConditionalOnRole(Role.WEB)
@Tag(name = "system")
class SystemController {

  private final Breakers breakers;
  private final SharedBreakers ofFlows;
  private final Routes routes;
  private final FlowReload reload;

  SystemController(Breakers breakers, SharedBreakers ofFlows, Routes routes, FlowReload reload) {
    this.breakers = breakers;
    this.ofFlows = ofFlows;
    this.routes = routes;
    this.reload = reload;
  }

  /** A connector, the state of its breaker, and any other known trouble, or null. */
  record Connector(String name, String breaker, @Nullable String trouble) {}

  @GetMapping("/connectors")
  @Operation(summary = "Lists the connectors of this process with their breakers")
  List<Connector> connectors() {
    Map<String, String> troubles = breakers.troubles();
    return new TreeMap<>(breakers.states())
        .entrySet().stream()
            .map(e -> new Connector(e.getKey(), e.getValue(), troubles.get(e.getKey())))
            .toList();
  }

  /**
   * Whether flows are loaded, the problems of files, the state of each file, and the breakers that
   * flows share in this process.
   */
  record Flows(
      boolean loaded,
      Map<String, String> broken,
      List<FileState> files,
      Map<String, String> breakers) {}

  @GetMapping("/flows")
  @Operation(
      summary =
          "Lists the files of the flows (which run, which were refused, and why) and their breakers")
  Flows flows() {
    return new Flows(routes.loaded(), reload.refused(), reload.states(), ofFlows.states());
  }
}
