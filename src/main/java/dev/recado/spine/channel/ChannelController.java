package dev.recado.spine.channel;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.channel.ChannelView.PaceView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The channels: the WhatsApp numbers of the business. */
@RestController
@RequestMapping("/api/channels")
@ConditionalOnRole(Role.WEB)
@Tag(name = "canais")
class ChannelController {

  private final ChannelRegistry channels;
  private final ChannelTable table;
  private final ChannelTraffic traffic;
  private final ChannelFlows flows;
  private final Drafts drafts;

  ChannelController(
      ChannelRegistry channels, ChannelTable table, ChannelTraffic traffic, ChannelFlows flows) {
    this.channels = channels;
    this.table = table;
    this.traffic = traffic;
    this.flows = flows;
    this.drafts = new Drafts(channels, traffic, flows);
  }

  @GetMapping
  @Operation(summary = "Lists the channels and their state; credentials are not shown")
  List<ChannelView> list() {
    channels.look();
    return channels.all().stream().map(this::view).toList();
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a channel; credentials are not shown")
  ChannelView show(@PathVariable String id) {
    return view(channel(id));
  }

  @PostMapping
  @Operation(
      summary = "Makes a channel",
      description = "Its credentials are stored encrypted. 409 where there is one with this id.")
  ResponseEntity<ChannelView> make(@RequestBody ChannelDraft draft) {
    Channel channel = table.alone(() -> added(draft));
    channels.look();
    return ResponseEntity.created(URI.create("/api/channels/" + channel.id()))
        .body(show(channel.id()));
  }

  private Channel added(ChannelDraft draft) {
    channels.look();
    Channel channel = drafts.made(draft);
    if (channels.named(channel.id()).isPresent() || !table.add(channel)) {
      throw Refusal.conflict("Já existe um canal '" + channel.id() + "'.");
    }
    return channel;
  }

  @PutMapping("/{id}")
  @Operation(
      summary = "Changes a channel",
      description =
          "What the body leaves out stays as it is, also each credential; null or an empty text deletes one.")
  ChannelView change(@PathVariable String id, @RequestBody ChannelDraft draft) {
    if (draft.id() != null && !draft.id().equals(id)) {
      throw Refusal.badRequest("O id de um canal não muda: as mensagens o citam.");
    }
    if (!table.alone(() -> replaced(id, draft))) {
      throw Refusal.conflict("Outra pessoa está mudando este canal; repita em alguns segundos.");
    }
    channels.look();
    traffic.retry(id);
    return show(id);
  }

  private boolean replaced(String id, ChannelDraft draft) {
    channels.look();
    return table.replace(drafts.changed(ours(id), draft));
  }

  /** The result of a deletion: how many messages another channel sends now. */
  record Deleted(String id, int moved) {}

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Deletes a channel",
      description = "409 while messages wait for it; with \"to\" another channel sends them.")
  Deleted delete(@PathVariable String id, @RequestParam(required = false) @Nullable String to) {
    ours(id);
    long waiting = traffic.waiting(id);
    if (waiting > 0 && to == null) {
      throw Refusal.conflict(
          "%1$s por este canal. Repita com ?to={outro canal} para que ele %2$s envie, ou cancele-%2$s com POST /api/messages/{id}/cancel."
              .formatted(
                  waiting == 1 ? "Uma mensagem espera" : waiting + " mensagens esperam",
                  waiting == 1 ? "a" : "as"));
    }
    int moved = to == null ? 0 : traffic.move(id, target(id, to));
    table.delete(id);
    channels.look();
    return new Deleted(id, moved);
  }

  private String target(String id, String to) {
    Channel target = channel(to);
    if (to.equals(id) || !target.active()) {
      throw Refusal.badRequest(
          "O parâmetro 'to' precisa ser outro canal, e ativo: '%s' não enviaria as mensagens."
              .formatted(to));
    }
    return target.id();
  }

  @PostMapping("/{id}/test")
  @Operation(
      summary = "Asks the provider whether a channel works",
      description = "Nothing is sent to anybody. The message says what is wrong and what to do.")
  Checkup test(@PathVariable String id) {
    Channel channel = channel(id);
    Provider provider = channels.provider(channel);
    if (channels.locked(channel)) {
      return Checkup.wrong(Locked.explanation(id));
    }
    List<String> missing = Drafts.missing(channel, provider);
    if (!missing.isEmpty() && !channel.ofSettings()) {
      return Checkup.wrong("Faltam campos: " + String.join(", ", missing) + ".");
    }
    Checkup checkup = provider.test(channel);
    String stray = strayFlow(channel);
    if (stray != null) {
      checkup = checkup.and(stray);
    }
    return channel.active() ? checkup : checkup.and("O canal está inativo: nada sai por ele.");
  }

  private Channel channel(String id) {
    return channels
        .named(id)
        .or(
            () -> {
              channels.look();
              return channels.named(id);
            })
        .orElseThrow(() -> missing(id));
  }

  private static Refusal missing(String id) {
    return Refusal.missing("Não há canal '" + id + "'; a lista está em GET /api/channels.");
  }

  /** Environment variables win, so a change by the API would have no effect. */
  private Channel ours(String id) {
    Channel channel = channel(id);
    if (channel.ofSettings()) {
      throw Refusal.conflict(
          "O canal '%s' vem das variáveis de ambiente: mude-o lá e reinicie o hub, ou crie outro canal."
              .formatted(id));
    }
    return channel;
  }

  private ChannelView view(Channel channel) {
    Provider provider = channels.provider(channel);
    Pace pace = channel.pace();
    return new ChannelView(
        channel.id(),
        channel.provider(),
        channel.label(),
        channel.number(),
        channel.settings(),
        channel.secrets().keySet().stream().sorted().toList(),
        channel.ofSettings() ? List.of() : Drafts.missing(channel, provider),
        pace == null ? null : PaceView.of(pace),
        channel.quietHours(),
        channel.flow(),
        channel.fallbackTemplate(),
        channel.active(),
        channels.preferred().filter(channel::equals).isPresent(),
        channel.simulated(),
        channel.ofSettings() ? "settings" : "api",
        provider.webhook(),
        provider.abilities().stream().sorted().toList(),
        channel.active() ? trouble(channel) : null,
        traffic.waiting(channel.id()));
  }

  /** The flow may have gone since the channel was made. */
  private @Nullable String strayFlow(Channel channel) {
    String flow = channel.flow();
    return flow == null || flows.exists(flow)
        ? null
        : "Respondem os fluxos de sempre, pois " + Drafts.noFlow(flow);
  }

  private @Nullable String trouble(Channel channel) {
    return Stream.of(
            traffic.trouble(channel.id()), channels.link(channel).trouble(), strayFlow(channel))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
