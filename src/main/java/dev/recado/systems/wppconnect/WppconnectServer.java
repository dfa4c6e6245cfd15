package dev.recado.systems.wppconnect;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.ConnectorCall;
import dev.recado.systems.engine.GatewayCalls;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.Exchange;
import org.springframework.util.StringUtils;

/**
 * Where the session of a channel is, and the token that the server wants to see.
 *
 * @param session its address, without a slash at its end
 * @param token in clear
 */
record WppconnectServer(String session, String token) {

  private static final String HEADER = "Authorization";
  private static final String BEARER = "Bearer ";

  /** The server gives the token alone and behind the session's name; both may be copied. */
  static WppconnectServer of(Channel channel) {
    String url = StringUtils.trimTrailingCharacter(channel.setting(WppconnectProvider.URL), '/');
    String token = channel.secret(WppconnectProvider.TOKEN).orElse("");
    return new WppconnectServer(
        url + "/api/" + channel.setting(WppconnectProvider.SESSION),
        token.substring(token.indexOf(':') + 1));
  }

  /** Begins a request of a connector's route. */
  ConnectorCall call(Exchange exchange, String path) {
    return ConnectorCall.to(exchange, "POST", URI.create(session + path)).bearer(token);
  }

  GatewayCalls.Answer ask(GatewayCalls calls, String path) throws IOException {
    return calls.get(URI.create(session + path), HEADER, BEARER + token);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "WppconnectServer[" + session + "]";
  }
}
