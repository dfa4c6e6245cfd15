package dev.recado.sales.agenda;

import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.WorkingHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sellers in memory. A customer without a seller gets the first active one. */
final class TestSellers implements Sellers {

  final List<Seller> all = new ArrayList<>();
  final Map<String, Long> owners = new ConcurrentHashMap<>();

  static Seller seller(long id, String name, boolean active) {
    return new Seller(
        id, name, null, null, List.of("Cozinhas"), "custom", null, active, WorkingHours.USUAL);
  }

  @Override
  public List<Seller> all() {
    return all;
  }

  @Override
  public Optional<Seller> byId(long id) {
    return all.stream().filter(seller -> seller.id() == id).findFirst();
  }

  @Override
  public Optional<Seller> byPhone(String phone) {
    return Optional.empty();
  }

  @Override
  public Optional<Seller> byExternalId(String origin, String externalId) {
    return Optional.empty();
  }

  @Override
  public Optional<Seller> of(String conversation) {
    return Optional.ofNullable(owners.get(conversation)).flatMap(this::byId);
  }

  @Override
  public Assignment assign(String conversation, @Nullable String area, @Nullable String chosen) {
    return assign(conversation, area);
  }

  @Override
  public Assignment assign(String conversation, @Nullable String area) {
    Optional<Seller> given = all.stream().filter(Seller::active).findFirst();
    given.ifPresent(seller -> owners.put(conversation, seller.id()));
    return new Assignment(given.orElse(null), false, false, null);
  }

  @Override
  public void move(String conversation, long seller, String why) {
    owners.put(conversation, seller);
  }

  @Override
  public void close(String conversation) {
    owners.remove(conversation);
  }
}
