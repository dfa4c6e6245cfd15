package dev.recado.systems.evolution;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.ConnectorCall;
import dev.recado.systems.engine.GatewayCalls;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.Exchange;
import org.springframework.util.StringUtils;

/**
 * Where the instance of a channel is, and the key that Evolution wants to see.
 *
 * @param url of Evolution, without a slash at its end
 * @param instance its name there
 * @param key the global one or that of the instance, in clear
 */
record EvolutionServer(String url, String instance, String key) {

  private static final String HEADER = "apikey";

  static EvolutionServer of(Channel channel) {
    return new EvolutionServer(
        StringUtils.trimTrailingCharacter(channel.setting(EvolutionProvider.URL), '/'),
        channel.setting(EvolutionProvider.INSTANCE),
        channel.secret(EvolutionProvider.API_KEY).orElse(""));
  }

  /** Begins a request of a connector's route. */
  ConnectorCall call(Exchange exchange, String path) {
    return ConnectorCall.to(exchange, "POST", address(path)).secret(HEADER, key);
  }

  GatewayCalls.Answer ask(GatewayCalls calls, String path) throws IOException {
    return calls.get(address(path), HEADER, key);
  }

  private URI address(String path) {
    return URI.create(url + path + "/" + instance);
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "EvolutionServer[" + url + ", " + instance + "]";
  }
}
