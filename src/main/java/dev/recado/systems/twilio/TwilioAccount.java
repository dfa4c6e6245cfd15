package dev.recado.systems.twilio;

import dev.recado.spine.channel.Channel;
import java.net.URI;
import org.springframework.util.StringUtils;

/**
 * The account of a channel, and where its API is.
 *
 * @param sid of the account
 * @param token the secret that proves that we are the account
 * @param api address without a slash at its end
 */
record TwilioAccount(String sid, String token, String api) {

  static final String API = "https://api.twilio.com";

  static TwilioAccount of(Channel channel) {
    String api = channel.setting(TwilioProvider.API_URL);
    return new TwilioAccount(
        channel.setting(TwilioProvider.ACCOUNT),
        channel.secret(TwilioProvider.TOKEN).orElse(""),
        api.isEmpty() ? API : StringUtils.trimTrailingCharacter(api, '/'));
  }

  /** Where messages are sent. */
  URI messages() {
    return URI.create(api + "/2010-04-01/Accounts/" + sid + "/Messages.json");
  }

  /** What the account itself is. */
  URI account() {
    return URI.create(api + "/2010-04-01/Accounts/" + sid + ".json");
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "TwilioAccount[" + sid + "]";
  }
}
