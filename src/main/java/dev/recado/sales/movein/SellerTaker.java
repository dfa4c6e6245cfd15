package dev.recado.sales.movein;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.seller.HoursText;
import dev.recado.sales.seller.Roster.Details;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.SellerMoveIn;
import dev.recado.sales.seller.SellerMoveIn.Taken;
import dev.recado.sales.seller.SellerRefusedException;
import dev.recado.sales.seller.WorkingHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes sellers in: by their id in the other system, else by phone, e-mail or name. */
final class SellerTaker implements Taker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SellerMoveIn sellers;
  private final Moved moved;

  SellerTaker(SellerMoveIn sellers, Moved moved) {
    this.sellers = sellers;
    this.moved = moved;
  }

  @Override
  public Change take(Row row) {
    Optional<String> id = row.id(Names.ID);
    String name = row.required(Names.NAME, 200);
    String email = ClientTaker.email(row);
    String phone = row.phone(Names.PHONE);
    List<String> areas = areas(row);
    Boolean active = row.flag(Names.ACTIVE);
    Optional<Seller> same =
        id.flatMap(it -> moved.find(Kind.VENDEDORES, row.origin(), it))
            .flatMap(sellers::byId)
            .or(() -> phone == null ? Optional.empty() : sellers.byPhone(phone))
            .or(() -> email == null ? Optional.empty() : sellers.called(email))
            .or(() -> sellers.called(name));
    if (phone != null) {
      sellers
          .byPhone(phone)
          .filter(other -> same.isEmpty() || other.id() != same.get().id())
          .ifPresent(
              other -> {
                throw row.refuse(Names.PHONE, "este telefone já é de " + other.name());
              });
    }
    WorkingHours hours = hours(row, same.map(Seller::hours).orElse(WorkingHours.USUAL));
    Taken taken =
        sellers.take(same.orElse(null), new Details(name, email, phone, areas, hours, active));
    id.ifPresent(it -> moved.note(Kind.VENDEDORES, row.origin(), it, taken.id()));
    return Change.of(taken.isNew(), taken.changed());
  }

  private List<String> areas(Row row) {
    List<String> said = row.texts(Names.AREAS, 120);
    List<String> areas = new ArrayList<>();
    for (String one : said == null ? List.<String>of() : said) {
      areas.add(
          sellers
              .area(one)
              .orElseThrow(
                  () ->
                      row.refuse(
                          Names.AREAS,
                          "a área '%s' não existe em routes/intents/business.yaml; áreas: %s"
                              .formatted(one, String.join(", ", sellers.areas())))));
    }
    return areas;
  }

  private static WorkingHours hours(Row row, WorkingHours before) {
    JsonNode said = row.node(Names.HOURS);
    try {
      return said == null ? before : HoursText.read(map(row, said));
    } catch (SellerRefusedException e) {
      throw row.refuse(Names.HOURS, String.valueOf(e.getMessage()));
    }
  }

  private static Map<?, ?> map(Row row, JsonNode said) {
    try {
      return said.isObject()
          ? JSON.convertValue(said, Map.class)
          : JSON.readValue(said.asText(), Map.class);
    } catch (JsonProcessingException e) {
      throw row.refuse(
          Names.HOURS, "escreva o horário como {\"segunda\": [\"09:00-18:00\"]}, ou tire a coluna");
    }
  }
}
