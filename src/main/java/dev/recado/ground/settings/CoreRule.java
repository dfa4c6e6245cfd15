package dev.recado.ground.settings;

import dev.recado.ground.process.Role;
import dev.recado.ground.process.SecretKey;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.logging.LogLevel;
import org.springframework.util.unit.DataSize;

/** Checks the hub's own settings: its address, its data, its database, brokers and logs. */
class CoreRule implements SettingsRule {

  private static final String DATABASE = "spring.datasource.url";
  private static final Pattern JDBC =
      Pattern.compile("jdbc:postgresql:(//[^/?\\s@]*/?)?[^\\s@?]*(\\?\\S*)?");
  private static final Pattern SSL = Pattern.compile("[?&]sslmode=([^&]*)");
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Pattern BROKER =
      Pattern.compile("([A-Za-z_]+://)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");
  private static final List<String> FORMATS = List.of("", "logstash", "ecs", "gelf");

  /** A secret that the address of a sender's webhook carries. */
  private static final Pattern TOKEN = Pattern.compile("recado\\.[a-z]+\\.webhook-token");

  @Override
  public void look(Settings settings) {
    port(settings);
    roles(settings);
    folders(settings);
    database(settings);
    brokers(settings);
    secretKey(settings);
    logs(settings);
    settings.names(TOKEN).forEach(settings::partOfAnAddress);
    settings.typed(DataSize.class, "recado.embedded.min-free");
  }

  private static void port(Settings settings) {
    String port = settings.text("server.port");
    if (port.matches("-?\\d+") && !port.matches("-1|\\d{1,5}") || tooHigh(port)) {
      settings.wrong("server.port", "is not a port.", "Write a number from 1 to 65535.");
    }
  }

  private static boolean tooHigh(String port) {
    return port.matches("\\d{1,5}") && Integer.parseInt(port) > 65535;
  }

  private static void roles(Settings settings) {
    for (String name : settings.text("recado.roles").split(",")) {
      String role = name.strip().toUpperCase(Locale.ROOT);
      boolean known = Arrays.stream(Role.values()).anyMatch(each -> each.name().equals(role));
      if (!role.isEmpty() && !known) {
        settings.wrong(
            "recado.roles",
            "names a role that does not exist.",
            "Write a comma list of ingress, intake, dispatch, web.");
      }
    }
  }

  private static void folders(Settings settings) {
    for (String folder : List.of("recado.data", "recado.routes")) {
      if (!settings.has(folder)) {
        settings.wrong(folder, "is empty.", "Leave it out, or name a folder.");
      }
      path(settings, folder);
    }
  }

  /** Complains and returns empty if this system cannot read the path. */
  private static Optional<Path> path(Settings settings, String property) {
    try {
      return Optional.of(Path.of(settings.text(property)));
    } catch (InvalidPathException no) {
      settings.wrong(property, "is not a path.", "Write a path of this system.");
      return Optional.empty();
    }
  }

  private static void database(Settings settings) {
    String url = settings.text(DATABASE);
    if (url.isEmpty()) {
      return;
    }
    Matcher ssl = SSL.matcher(url);
    if (!JDBC.matcher(url).matches()) {
      settings.wrong(
          DATABASE,
          "is not the address of a PostgreSQL.",
          "Write jdbc:postgresql://host:5432/database, or postgres://user:password@host:5432/database"
              + " with special characters of the password written as % and two digits.");
    } else if (ssl.find() && !SSL_MODES.contains(ssl.group(1))) {
      settings.wrong(
          DATABASE,
          "has an sslmode that does not exist.",
          "Write " + String.join(", ", SSL_MODES) + ".");
    }
  }

  private static void brokers(Settings settings) {
    String brokers = settings.text("recado.kafka.brokers");
    if (brokers.isEmpty()) {
      return;
    }
    for (String broker : brokers.split(",", -1)) {
      Matcher address = BROKER.matcher(broker.strip());
      if (!address.matches() || Integer.parseInt(address.group(3)) > 65535) {
        settings.wrong(
            "recado.kafka.brokers",
            "holds something that is not host:port.",
            "Write host:port, with commas between several.");
      }
    }
  }

  /** Not needed with the embedded PostgreSQL: the hub makes one and keeps it beside the data. */
  private static void secretKey(Settings settings) {
    if (settings.has(SecretKey.PROPERTY)) {
      if (settings.text(SecretKey.PROPERTY).length() < SecretKey.SHORTEST) {
        settings.wrong(
            SecretKey.PROPERTY,
            "is shorter than " + SecretKey.SHORTEST + " characters.",
            "Set it to a long random text (openssl rand -hex 32).");
      }
    } else if (settings.has(DATABASE)) {
      settings.needs(
          SecretKey.PROPERTY,
          "with a PostgreSQL of your own the hub cannot make one",
          "Set it to the same long random text in each process (openssl rand -hex 32).");
    }
  }

  private static void logs(Settings settings) {
    String level = settings.text("logging.level.dev.recado").toUpperCase(Locale.ROOT);
    boolean known =
        level.isEmpty()
            || level.equals("FALSE")
            || Arrays.stream(LogLevel.values()).anyMatch(each -> each.name().equals(level));
    if (!known) {
      settings.wrong(
          "logging.level.dev.recado",
          "is not a level.",
          "Write trace, debug, info, warn, error or off.");
    }
    if (!FORMATS.contains(settings.text("logging.structured.format.console"))) {
      settings.wrong(
          "logging.structured.format.console",
          "is not a format.",
          "Write logstash, ecs or gelf, or leave it empty for plain lines.");
    }
    if (settings.has("logging.file.name")) {
      logFile(settings);
    }
  }

  private static void logFile(Settings settings) {
    Optional<Path> file = path(settings, "logging.file.name").map(Path::toAbsolutePath);
    if (file.filter(each -> !writable(each)).isPresent()) {
      settings.wrong(
          "logging.file.name",
          "cannot be written.",
          "Name a file in a folder that this user may write.");
    }
  }

  /** Looks at the file, or at the nearest existing folder above it. */
  private static boolean writable(Path file) {
    if (Files.isDirectory(file)) {
      return false;
    }
    Path there = file;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null
        && Files.isWritable(there)
        && (there.equals(file) || Files.isDirectory(there));
  }
}
