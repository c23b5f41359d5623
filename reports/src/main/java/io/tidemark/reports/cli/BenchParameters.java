package io.tidemark.reports.cli;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Param;

/**
 * Values for parameters of benchmarks, in place of those that the benchmarks say themselves.
 *
 * @param values the values by the parameter's name
 */
record BenchParameters(Map<String, List<String>> values) {
    /** Reads {@code name=value} or {@code name=value,value}; of a name that comes twice the last counts. */
    static BenchParameters parse(Iterable<String> given) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String parameter : given) {
            int equals = parameter.indexOf('=');
            if (equals < 1 || equals == parameter.length() - 1) {
                throw new InputProblem("--param: expected NAME=VALUE[,VALUE...], found '" + parameter + "'");
            }
            values.put(
                    parameter.substring(0, equals),
                    Arrays.asList(parameter.substring(equals + 1).split(",")));
        }
        return new BenchParameters(values);
    }

    /** These, and others for names that these do not have. */
    BenchParameters orElse(BenchParameters others) {
        Map<String, List<String>> all = new LinkedHashMap<>(others.values);
        all.putAll(values);
        return new BenchParameters(all);
    }

    /** Refuses what none of these benchmark classes has, or cannot take. */
    void check(List<Class<?>> benchmarks) {
        TreeSet<String> known = new TreeSet<>();
        TreeSet<String> used = new TreeSet<>();
        for (Class<?> benchmark : benchmarks) {
            for (Field field : benchmark.getDeclaredFields()) {
                if (field.isAnnotationPresent(Param.class)) {
                    known.add(field.getName());
                    List<String> wanted = values.get(field.getName());
                    if (wanted != null) {
                        used.add(field.getName());
                        wanted.forEach(value -> checkValue(field, value));
                    }
                }
            }
        }
        for (String name : values.keySet()) {
            if (!used.contains(name)) {
                throw new InputProblem("--param: expected a parameter of " + known + ", found '" + name + "'");
            }
        }
    }

    private static void checkValue(Field field, String value) {
        Class<?> type = field.getType();
        if (type.isEnum()) {
            List<String> constants =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            if (!constants.contains(value)) {
                throw new InputProblem(
                        "--param " + field.getName() + ": expected one of " + constants + ", found '" + value + "'");
            }
            return;
        }
        try {
            double number = Double.parseDouble(value);
            if (type == int.class && number != Integer.parseInt(value)) {
                throw new NumberFormatException(value);
            }
        } catch (NumberFormatException e) {
            throw new InputProblem("--param " + field.getName() + ": expected a number, found '" + value + "'");
        }
    }
}
