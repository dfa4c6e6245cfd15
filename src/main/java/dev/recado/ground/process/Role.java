package dev.recado.ground.process;

/** A part of the work that one process of the hub may take, chosen by {@code RECADO_ROLES}. */
public enum Role {
  /** Receives webhooks and writes them to Kafka. */
  INGRESS,
  /** Reads Kafka, runs flows, commits their effects. */
  INTAKE,
  /** Sends what the outbox holds. */
  DISPATCH,
  /** Answers the REST API. */
  WEB
}
