package io.hallpulse.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record's annotations say about its keys. */
final class Schema {
    private Schema() {}

    /**
     * One key.
     *
     * @param nested the record that its value, or each element of its list, is bound to; null for a plain value
     */
    record Key(
            String name,
            Setting setting,
            RecordComponent component,
            @Nullable Class<?> nested,
            boolean list) {
        boolean required() {
            return setting.byDefault().isEmpty() && !setting.optional();
        }
    }

    /** The keys of a record that describes a part of a file; empty for any other type. */
    static List<Key> keysOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            return List.of();
        }
        return Arrays.stream(components)
                .filter(component -> component.isAnnotationPresent(Setting.class))
                .map(Schema::key)
                .toList();
    }

    private static Key key(RecordComponent component) {
        Type type = component.getGenericType();
        boolean list = component.getType() == List.class;
        Class<?> value = list
                        && type instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
        Setting setting = component.getAnnotation(Setting.class);
        return new Key(component.getName(), setting, component, keysOf(value).isEmpty() ? null : value, list);
    }
}
