package dev.recado.api.security;

import dev.recado.ground.web.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Checks passwords: few at a time, and less and less often after wrong ones (ADR 0020).
 *
 * <p>An unknown name gets the same answer as a known one, after the same time.
 */
final class SignIn {

  private static final String CLOSED =
      "Too many wrong passwords; try again later. Existing sessions stay valid.";

  private final Users users;
  private final Sessions sessions;
  private final LockOuts lockOuts;
  private final SecurityLog log;
  private final PasswordChecks ofKnown = checks();
  private final PasswordChecks ofStrangers = checks();

  SignIn(Users users, Sessions sessions, LockOuts lockOuts, SecurityLog log) {
    this.users = users;
    this.sessions = sessions;
    this.lockOuts = lockOuts;
    this.log = log;
  }

  /** Uses at most a quarter of the cores, because the hub has other work. */
  private static PasswordChecks checks() {
    return new PasswordChecks(Math.max(1, Runtime.getRuntime().availableProcessors() / 4));
  }

  /**
   * Checks a password.
   *
   * @param device the id of a device on which this user has signed in before, or null
   * @return the mark of the right password; empty for a wrong one and for an unknown name
   * @throws Refusal 429 while sign-ins of this account from there are closed, 503 while too many
   *     passwords are being checked
   */
  Optional<String> check(String username, String password, Caller caller, @Nullable String device) {
    boolean known = device != null || sessions.known(username, caller.network());
    LockOuts.Lane lane =
        lockOuts.lane(username, device == null ? caller.network() : "device " + device, known);
    return (known ? ofKnown : ofStrangers)
        .run(lane.name(), () -> checked(username, password, caller, lane));
  }

  private Optional<String> checked(
      String username, String password, Caller caller, LockOuts.Lane lane) {
    LockOuts.Attempt attempt = lockOuts.enter(lane);
    attempt
        .closedSeconds()
        .ifPresent(
            seconds -> {
              throw Refusal.of(HttpStatus.TOO_MANY_REQUESTS, CLOSED).retryAfter(seconds);
            });
    boolean right = users.knows(username, password);
    if (right) {
      lockOuts.right(lane);
      return users.passwordMark(username);
    }
    tell(username, caller, attempt, lockOuts.wrong(lane));
    return Optional.empty();
  }

  private void tell(
      String username, Caller caller, LockOuts.Attempt attempt, boolean closedToStrangers) {
    // An unknown name may be a password in the wrong field.
    String who = users.exists(username) ? "the user " + username : "an unknown user";
    log.ofStranger(
        "Wrong password of %s from %s, %d in a row%s%s"
            .formatted(
                who,
                caller.address(),
                attempt.wrong(),
                attempt.closes() ? "; from there it is locked out for growing times now" : "",
                closedToStrangers ? "; so are all networks it has not signed in from" : ""));
  }
}
