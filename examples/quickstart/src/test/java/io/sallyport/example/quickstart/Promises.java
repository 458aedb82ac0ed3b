package io.sallyport.example.quickstart;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users of the exported packages see: types, and what the signatures of their members name.
 */
final class Promises {
  private final Set<String> packages;

  Promises(Map<String, Set<String>> exports) {
    packages = exports.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** Each signature that names a type of ours, or of a library, that its users can't name. */
  List<String> broken(JavaClasses classes) {
    return classes.stream()
        .filter(type -> packages.contains(type.getPackageName()) && isPromised(type))
        .flatMap(this::broken)
        .sorted()
        .toList();
  }

  /** Whether users can name the type: it and whatever it is in are public. */
  static boolean isPromised(JavaClass type) {
    return isOpen(type.getModifiers())
        && type.getEnclosingClass().map(Promises::isPromised).orElse(true);
  }

  private Stream<String> broken(JavaClass type) {
    Stream<JavaType> parents =
        Stream.of(
                type.getSuperclass().stream(),
                type.getInterfaces().stream(),
                bounds(type.getTypeParameters()))
            .flatMap(some -> some);
    Stream<JavaMember> members =
        type.getMembers().stream()
            .filter(member -> isOpen(member.getModifiers()))
            .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC));
    return Stream.concat(
        parents.flatMap(parent -> brokenBy(type, parent)),
        members.flatMap(
            member -> signature(member).flatMap(part -> broken(member.getFullName(), part))));
  }

  /** A parent that only its own package can name gives its members to its promised children. */
  private Stream<String> brokenBy(JavaClass child, JavaType parent) {
    JavaClass type = parent.toErasure();
    return type.getPackageName().equals(child.getPackageName()) && !isPromised(type)
        ? broken(type)
        : broken(child.getFullName(), parent);
  }

  private Stream<String> broken(String where, JavaType part) {
    return part.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(type -> !canBeNamed(type))
        .map(type -> where + " names " + type.getName());
  }

  private boolean canBeNamed(JavaClass type) {
    if (Modules.isOurs(type)) {
      return packages.contains(type.getPackageName()) && isPromised(type);
    }
    return type.isPrimitive()
        || type.getPackageName().matches("(java|javax|jakarta\\.servlet|org\\.junit)(\\..*)?");
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit method = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(method.getReturnType()),
            method.getParameterTypes().stream(),
            method.getExceptionTypes().stream(),
            bounds(method.getTypeParameters()))
        .flatMap(some -> some);
  }

  private static Stream<JavaType> bounds(Collection<? extends JavaTypeVariable<?>> parameters) {
    return parameters.stream().flatMap(parameter -> parameter.getUpperBounds().stream());
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
