package dev.recado.spine.outbox;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The breakers of the connectors in this process; another process has its own. */
@Component
@ConditionalOnRole(Role.WEB)
public final class Breakers {

  private final ObjectProvider<Dispatch> dispatch;

  Breakers(ObjectProvider<Dispatch> dispatch) {
    this.dispatch = dispatch;
  }

  /**
   * Tells the state of each breaker of this process.
   *
   * @return by connector; empty if this process sends nothing
   */
  public Map<String, String> states() {
    Dispatch here = dispatch.getIfAvailable();
    return here == null ? Map.of() : here.breakers();
  }

  /**
   * Tells what else is wrong with connectors.
   *
   * @return by connector; empty if this process sends nothing
   */
  public Map<String, String> troubles() {
    Dispatch here = dispatch.getIfAvailable();
    return here == null ? Map.of() : here.troubles();
  }

  /** Tells what a message waits for besides its own turn, or null. */
  @Nullable String waitingFor(String connector, MessageState state) {
    if (!state.waits()) {
      return null;
    }
    if ("OPEN".equals(states().get(connector))) {
      return "BREAKER_OPEN";
    }
    return troubles().containsKey(connector) ? "PROVIDER_AWAY" : null;
  }
}
