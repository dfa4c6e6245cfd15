package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;

/** An LLM with OpenAI's API that answers slowly and always the same. */
final class StubLlm implements Connection.Listener {

  static final String MODEL = "bench";
  static final String REPLY = "Olá, que bom falar com você!";

  private static final String SAMPLE = "src/test/resources/contracts/llm/response-openai-ok.json";
  private static final String CONTENT = "\"content\": \"(?:\\\\.|[^\"\\\\])*\"";

  private static final String UNDERSTOOD =
      """
      {"intent":"saudacao","confidence":0.97,"entities":{"valor":null,"data":null,"hora":null,\
      "parcelas":null,"quantidade":null,"nome":null,"email":null},"area":null,"reply":"%s"}\
      """
          .formatted(REPLY);

  private final EventLoop loop;
  private final Server server;
  private final long delay;
  private final String apiKey;
  private final String answer;
  private final Set<Connection> connections = new HashSet<>();

  private int calls;
  private int underWay;
  private int mostUnderWay;
  private String complaint = "";

  StubLlm(EventLoop loop, Path home, Duration delay, String apiKey) throws IOException {
    this.loop = loop;
    this.delay = delay.toNanos();
    this.apiKey = apiKey;
    this.answer = Server.json("200 OK", answer(Files.readString(home.resolve(SAMPLE))));
    this.server = Server.start(loop, this);
  }

  /** Puts the stub's result into the recorded answer, one character for each byte. */
  private static String answer(String sample) {
    String content = "\"content\": \"" + UNDERSTOOD.replace("\"", "\\\"") + '"';
    String json = sample.replaceFirst(CONTENT, Matcher.quoteReplacement(content));
    return new String(json.getBytes(UTF_8), ISO_8859_1);
  }

  String url() {
    return server.url() + "/v1";
  }

  @Override
  public void received(Connection from, HttpMessage request) {
    connections.add(from);
    String wrong = wrong(request);
    if (!wrong.isEmpty()) {
      complaint = wrong + " for " + request.call();
      from.send(Server.json(wrong, "{\"error\":{\"message\":\"" + wrong + "\"}}"));
      return;
    }
    calls++;
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    loop.after(delay, () -> answer(from));
  }

  private String wrong(HttpMessage request) {
    if (!request.header("Authorization").equals("Bearer " + apiKey)) {
      return "401 Unauthorized";
    }
    return request.call().equals("POST /v1/chat/completions") ? "" : "404 Not Found";
  }

  private void answer(Connection to) {
    underWay--;
    to.send(answer);
  }

  /** Refuses new connections from now on, and closes the open ones. */
  void goAway() {
    server.close();
    connections.forEach(Connection::close);
  }

  @Override
  public void troubled(String trouble) {
    complaint = trouble;
  }

  /** Starts to count again. */
  void reset() {
    calls = 0;
    mostUnderWay = underWay;
  }

  int calls() {
    return calls;
  }

  /** Returns the greatest number of calls that were under way at once. */
  int mostUnderWay() {
    return mostUnderWay;
  }

  /** Reports the last failed call. */
  String complaint() {
    return complaint;
  }
}
