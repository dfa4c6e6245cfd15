package dev.recado.systems.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that a simulated phone has: small, real files, one for each type of message. */
enum SampleFile {
  PHOTO("foto.jpg", MessageType.IMAGE),
  VOICE("audio.ogg", MessageType.AUDIO),
  PAPER("documento.pdf", MessageType.DOCUMENT),
  STICKER("figurinha.webp", MessageType.STICKER);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int DIGITS = 14;

  private final String file;
  private final MessageType type;

  SampleFile(String file, MessageType type) {
    this.file = file;
    this.type = type;
  }

  String file() {
    return file;
  }

  MessageType type() {
    return type;
  }

  static String names() {
    return Stream.of(values()).map(SampleFile::file).collect(Collectors.joining(", "));
  }

  static Optional<SampleFile> named(String file) {
    return Stream.of(values()).filter(sample -> sample.file.equals(file)).findFirst();
  }

  static Optional<SampleFile> of(MessageType type) {
    return Stream.of(values()).filter(sample -> sample.type == type).findFirst();
  }

  /** Finds the file that WAHA would keep under a name such as {@code 3EB0A1.jpeg}. */
  static Optional<SampleFile> kept(String name) {
    return Stream.of(values())
        .filter(sample -> name.endsWith("." + sample.type.extension()))
        .findFirst();
  }

  /** Makes a new id, as Meta does for each upload; its second digit tells the file. */
  String mediaId() {
    StringBuilder id = new StringBuilder("7").append(ordinal() + 1);
    RANDOM.ints(DIGITS, 0, 10).forEach(id::append);
    return id.toString();
  }

  static Optional<SampleFile> ofMediaId(String id) {
    return id.matches("7[1-4]\\d{" + DIGITS + "}")
        ? Optional.of(values()[id.charAt(1) - '1'])
        : Optional.empty();
  }

  byte[] bytes() {
    try (InputStream in = SampleFile.class.getResourceAsStream("/simulator/" + file)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no file simulator/" + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The hash as webhooks have it. */
  String sha256InBase64() {
    return Base64.getEncoder().encodeToString(sha256());
  }
}
