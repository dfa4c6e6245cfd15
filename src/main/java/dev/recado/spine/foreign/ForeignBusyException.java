package dev.recado.spine.foreign;

/**
 * All connections to a database of another system are in use, so that a retry helps soon.
 *
 * <p>It tells nothing about the database, which may well answer.
 */
public final class ForeignBusyException extends ForeignAwayException {

  ForeignBusyException(String database, int connections) {
    super(
        "Todas as conexões com o banco de dados '%s' (%d) estão em uso: o evento tenta de novo em breve; se isso se repete, aumente recado.databases.%s.pool-size"
            .formatted(database, connections, database));
  }
}
