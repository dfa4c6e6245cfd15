package dev.recado.sales.movein;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Takes the records of files in, some hundred in a transaction.
 *
 * <p>A killed run leaves whole batches; the same files again bring the rest, and the state is that
 * of one run. One import at a time writes: its batches take turns with those of another one.
 */
final class MoveIn {

  private static final int BATCH = 250;
  private static final int ATTEMPTS = 5;

  private final Rooms rooms;
  private final boolean rehearsal;
  private final Map<Kind, Taker> takers;
  private final Summary summary;
  private final Consumer<Refusal> told;

  /**
   * Makes one run.
   *
   * @param told is given each refusal at once
   */
  MoveIn(Rooms rooms, boolean rehearsal, Consumer<Refusal> told) {
    this.rooms = rooms;
    this.rehearsal = rehearsal;
    this.takers = rooms.takers(rehearsal);
    this.summary = new Summary(rehearsal);
    this.told = told;
  }

  /** Takes all files in: first what others name. */
  Summary run(List<DataFile> files) throws IOException {
    for (DataFile file : files) {
      summary.ignore(file.ignored());
      summary.notice(file.notices());
    }
    for (Kind kind : Kind.values()) {
      for (DataFile file : files) {
        if (file.kinds().contains(kind)) {
          take(kind, file);
        }
      }
    }
    return summary;
  }

  private void take(Kind kind, DataFile file) throws IOException {
    List<Row> batch = new ArrayList<>();
    file.each(
        kind,
        row -> {
          batch.add(row);
          if (batch.size() == BATCH) {
            write(kind, batch);
            batch.clear();
          }
        },
        bad -> refuse(kind, bad));
    write(kind, batch);
  }

  private void write(Kind kind, List<Row> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      count(kind, patiently(kind, batch));
    } catch (DataIntegrityViolationException e) {
      // Which row it was, the database does not say.
      for (Row row : batch) {
        alone(kind, row);
      }
    }
  }

  private void alone(Kind kind, Row row) {
    try {
      count(kind, patiently(kind, List.of(row)));
    } catch (DataIntegrityViolationException e) {
      String reason = "os dados não cabem no banco, ou contradizem os que estão nele";
      refuse(kind, Refusal.of(row, new Refused(null, reason)));
    }
  }

  /** What became of a row: either of the two. */
  private record Result(Row row, Change change, @org.jspecify.annotations.Nullable Refused why) {}

  /** A customer who writes at the same time may hold what the batch waits for, and the reverse. */
  private List<Result> patiently(Kind kind, List<Row> batch) {
    for (int attempt = 1; ; attempt++) {
      try {
        return inOneTransaction(kind, batch);
      } catch (ConcurrencyFailureException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Result> inOneTransaction(Kind kind, List<Row> batch) {
    List<Result> results = new ArrayList<>();
    rooms
        .transaction()
        .executeWithoutResult(
            status -> {
              rooms
                  .jdbc()
                  .sql("select pg_advisory_xact_lock(hashtextextended('recado move in', 0))")
                  .query()
                  .listOfRows();
              Taker taker = takers.get(kind);
              for (Row row : batch) {
                results.add(one(java.util.Objects.requireNonNull(taker), row));
              }
              if (rehearsal) {
                status.setRollbackOnly();
              }
            });
    return results;
  }

  private static Result one(Taker taker, Row row) {
    try {
      return new Result(row, taker.take(row), null);
    } catch (Refused e) {
      return new Result(row, Change.UNCHANGED, e);
    }
  }

  private void count(Kind kind, List<Result> results) {
    for (Result result : results) {
      Refused why = result.why();
      if (why == null) {
        summary.count(kind, result.change());
      } else {
        refuse(kind, Refusal.of(result.row(), why));
      }
    }
  }

  private void refuse(Kind kind, Refusal refusal) {
    summary.refuse(kind, refusal);
    told.accept(refusal);
  }
}
