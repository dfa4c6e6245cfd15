package dev.recado.systems.kommo;

import dev.recado.sales.seller.SellerDirectory;
import java.util.List;

/**
 * The users of Kommo as sellers. The integration's own user and users without a paid seat do not
 * sell, unless an operator says so.
 */
final class KommoSellers implements SellerDirectory {

  private final Kommo kommo;
  private final KommoOwners owners;

  KommoSellers(Kommo kommo, KommoOwners owners) {
    this.kommo = kommo;
    this.owners = owners;
  }

  @Override
  public String origin() {
    return "kommo";
  }

  /**
   * Asks Kommo each time: an administrator who synchronises wants to see a change of a minute ago.
   */
  @Override
  public List<Listed> list() {
    return kommo.askUsers().stream()
        .map(user -> new Listed(user.id(), user.name(), user.email(), user.active(), sells(user)))
        .toList();
  }

  private boolean sells(KommoUser user) {
    return !user.free() && !owners.countsAsNobody(user.id());
  }
}
