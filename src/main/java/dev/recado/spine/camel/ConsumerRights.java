package dev.recado.spine.camel;

import java.util.Optional;
import java.util.Set;

/**
 * What a route of the routes folder may begin with: an event, or a call by another route.
 *
 * <p>A consumer that brings messages by itself would run in every hub, in each trial build of a
 * save and in tests. Its messages would bypass the inbound log.
 */
public final class ConsumerRights {

  /** The part of the folder that a route stands in. */
  public enum Part {
    /** A file of {@code flows}. */
    FLOW,
    /** A file of {@code connectors} or {@code configurations}. */
    CONNECTOR,
    /** The template of a Kamelet. */
    KAMELET
  }

  /**
   * The refusal of a step that fetches messages: it would start such a consumer in the middle of a
   * run.
   */
  public static final String POLL =
      "a step may not wait for messages or files: ask by \"to\" (kamelet:http-get-action, sql),"
          + " or take each as an event on \"direct:<event type>\"";

  private static final Set<String> CLOCKS =
      Set.of("timer", "scheduler", "cron", "quartz", "spring-quartz");

  private static final Set<String> FILES =
      Set.of(
          "file", "ftp", "ftps", "sftp", "scp", "smb", "imap", "imaps", "pop3", "pop3s", "smtp",
          "smtps");

  private static final Set<String> SENDERS =
      Set.of(
          "activemq",
          "amqp",
          "aws2-sqs",
          "http",
          "https",
          "jetty",
          "jms",
          "kafka",
          "nats",
          "netty",
          "netty-http",
          "paho",
          "paho-mqtt5",
          "platform-http",
          "pulsar",
          "rest",
          "servlet",
          "spring-rabbitmq",
          "telegram",
          "undertow",
          "vertx-http",
          "vertx-websocket",
          "webhook",
          "whatsapp");

  private static final Set<String> QUEUES = Set.of("seda", "disruptor", "disruptor-vm", "stub");

  private ConsumerRights() {}

  /**
   * Tells why a route may not begin with something.
   *
   * @param uri the text of {@code from}, as it is written; its parameters do not count
   * @param part where the route stands
   * @return a sentence that says what to write instead; empty if the route may begin so
   */
  public static Optional<String> refusal(String uri, Part part) {
    if (hidden(uri)) {
      return Optional.of(
          "a route may not begin with \"%s\", which may stand for anything; write it out"
              .formatted(uri));
    }
    String scheme = scheme(uri);
    boolean may =
        switch (part) {
          case FLOW -> scheme.equals("direct") || scheme.equals("quartz");
          case CONNECTOR -> scheme.equals("direct");
          case KAMELET -> uri.matches("kamelet:(//)?source([?].*)?");
        };
    return may
        ? Optional.empty()
        : Optional.of(
            "a route may not begin with \"%s\", which would run in every hub and in each trial of a save; %s"
                .formatted(scheme, instead(scheme, part)));
  }

  /**
   * Tells whether a placeholder hides the component of an address.
   *
   * @param uri as it is written
   */
  public static boolean hidden(String uri) {
    return uri.startsWith("{{");
  }

  /**
   * Tells whether a component is known to bring messages, even if this hub does not have it.
   *
   * @param scheme such as {@code kafka}
   */
  public static boolean consumes(String scheme) {
    return CLOCKS.contains(scheme)
        || FILES.contains(scheme)
        || SENDERS.contains(scheme)
        || QUEUES.contains(scheme);
  }

  private static String scheme(String uri) {
    return uri.replaceFirst("(?s)[:?].*", "");
  }

  private static String instead(String scheme, Part part) {
    if (part == Part.KAMELET) {
      return "a Kamelet of the hub is an action or a sink and begins with \"kamelet:source\"";
    }
    if (CLOCKS.contains(scheme)) {
      return "a scheduled flow begins with \"quartz:<group>/<name>?cron=…\"";
    }
    if (SENDERS.contains(scheme)) {
      return "let the sender post to a webhook, such as /webhooks/form/{token}, and begin with"
          + " \"direct:<event type>\"";
    }
    if (FILES.contains(scheme)) {
      return "the hub reads no folder and no mailbox: let the program that has the content post it to"
          + " /webhooks/form/{token}, and begin with \"direct:form.submitted\"";
    }
    if (scheme.equals("sql")) {
      return "begin with \"direct:<event type>\", or, on a schedule, with"
          + " \"quartz:<group>/<name>?cron=…\", and read the rows in a step \"to: sql:…\"";
    }
    if (QUEUES.contains(scheme)) {
      return "a message in it is lost when the process stops: begin with \"direct:<route id>\", and wait"
          + " with kamelet:wait";
    }
    return "begin with \"direct:<event type>\", or with \"direct:<route id>\" for what other routes"
        + " call";
  }
}
