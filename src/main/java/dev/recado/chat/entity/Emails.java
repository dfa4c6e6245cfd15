package dev.recado.chat.entity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds e-mail addresses. WhatsApp ids look like them but do not count. */
final class Emails implements Finder {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._%+-])[a-z0-9._%+-]{1,64}+@"
              + "(?<host>[a-z0-9-]{1,63}+(?:\\.[a-z0-9-]{1,63}+){1,8}+)(?![\\p{L}\\p{N}@])");

  private static final Pattern REAL_HOST = Pattern.compile(".*\\.[a-z]{2,24}");
  private static final Pattern WHATSAPP = Pattern.compile("(?:c|g)\\.us|(?:s|g)\\.whatsapp\\.net");

  @Override
  public List<Entity> in(Reading reading) {
    return reading.find(Entity.Type.EMAIL, ADDRESS, place -> address(place, reading));
  }

  private static Optional<String> address(Matcher place, Reading reading) {
    String host = place.group("host");
    boolean real = REAL_HOST.matcher(host).matches() && !WHATSAPP.matcher(host).matches();
    // Folding has removed an accent, so this could be another person's address.
    return Optional.of(place.group())
        .filter(address -> real && address.equals(reading.written(place.start(), place.end())));
  }
}
