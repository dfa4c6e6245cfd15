package dev.recado.spine.outbox;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The breakers of the connectors in this process; another process has its own. */
@Component
@ConditionalOnRole(Role.WEB)
public final class Breakers {

  /** A trouble that says by a code of its own what a message waits for. */
  private static final Pattern TOLD = Pattern.compile("[A-Z][A-Z0-9_]+: .*", Pattern.DOTALL);

  private final ObjectProvider<Dispatch> dispatch;
  private final ObjectProvider<Channels> channels;

  Breakers(ObjectProvider<Dispatch> dispatch, ObjectProvider<Channels> channels) {
    this.dispatch = dispatch;
    this.channels = channels;
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
   * @return by connector; if this process sends nothing, only what is known of channels without a
   *     send
   */
  public Map<String, String> troubles() {
    Dispatch here = dispatch.getIfAvailable();
    return here == null ? ofChannels() : here.troubles();
  }

  private Map<String, String> ofChannels() {
    Map<String, String> troubles = new TreeMap<>();
    channels.ifAvailable(
        all ->
            all.all().stream()
                .filter(Channel::active)
                .forEach(
                    channel -> {
                      String trouble = all.link(channel).trouble();
                      if (trouble != null) {
                        troubles.put(channel.id(), trouble);
                      }
                    }));
    return troubles;
  }

  private boolean isOff(String connector) {
    Channels all = channels.getIfAvailable();
    return all != null && all.named(connector).filter(channel -> !channel.active()).isPresent();
  }

  /** Tells what a message waits for besides its own turn, or null. */
  @Nullable String waitingFor(String connector, MessageState state) {
    if (!state.waits()) {
      return null;
    }
    if (isOff(connector)) {
      return "CHANNEL_INACTIVE: o canal '%s' está inativo; ative-o com PUT /api/channels/%s, ou dê as mensagens a outro (DELETE com ?to=)"
          .formatted(connector, connector);
    }
    if ("OPEN".equals(states().get(connector))) {
      return "BREAKER_OPEN";
    }
    String trouble = troubles().get(connector);
    return trouble == null ? null : TOLD.matcher(trouble).matches() ? trouble : "PROVIDER_AWAY";
  }
}
