package io.sallyport.policy;

/** One caller, or kind of caller, that a statement names. */
public record NamedPrincipal(PrincipalType type, String value) {

  /** Whether this names every caller: {@code "*"} or {@code {"AWS": "*"}}. */
  public boolean isEveryone() {
    return type == PrincipalType.ANYONE || (type == PrincipalType.AWS && value.equals("*"));
  }
}
