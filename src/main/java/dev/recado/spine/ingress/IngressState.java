package dev.recado.spine.ingress;

/** How far the front door of this process has come up; there is none without that role. */
public interface IngressState {

  /** Tells whether the log has proved that it takes records. */
  boolean proved();
}
