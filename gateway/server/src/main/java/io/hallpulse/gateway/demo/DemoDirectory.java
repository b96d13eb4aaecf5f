package io.hallpulse.gateway.demo;

import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Notice;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.directory.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the demo's directory has besides its hall: departments, who serves at each window, and notices. */
final class DemoDirectory {
    private static final Map<String, Name> DEPARTMENTS = names(
            "land",
            "自然资源局",
            "Natural resources",
            "social",
            "人力资源和社会保障局",
            "Human resources and social security",
            "health",
            "医疗保障与卫生健康局",
            "Health",
            "market",
            "市场监督管理局",
            "Market supervision",
            "police",
            "公安局",
            "Public security",
            "tax",
            "税务局",
            "Tax",
            "housing",
            "住房公积金管理中心",
            "Housing provident fund",
            "civil",
            "民政局",
            "Civil affairs",
            "construction",
            "住房和城乡建设局",
            "Housing and construction",
            "veterans",
            "退役军人事务局",
            "Veterans affairs",
            "transport",
            "交通运输局",
            "Transport",
            "education",
            "教育局",
            "Education",
            "agriculture",
            "农业农村局",
            "Agriculture",
            "environment",
            "生态环境局",
            "Environment",
            "justice",
            "司法局",
            "Justice",
            "general",
            "政务服务管理办公室",
            "Government services");

    private static final List<Name> PEOPLE = List.copyOf(names(
                    "1",
                    "张敏",
                    "Zhang Min",
                    "2",
                    "李建国",
                    "Li Jianguo",
                    "3",
                    "王丽",
                    "Wang Li",
                    "4",
                    "陈晓东",
                    "Chen Xiaodong",
                    "5",
                    "刘芳",
                    "Liu Fang",
                    "6",
                    "赵磊",
                    "Zhao Lei",
                    "7",
                    "周静",
                    "Zhou Jing",
                    "8",
                    "吴伟",
                    "Wu Wei",
                    "9",
                    "孙丽娟",
                    "Sun Lijuan",
                    "10",
                    "马超",
                    "Ma Chao",
                    "11",
                    "朱琳",
                    "Zhu Lin",
                    "12",
                    "胡斌",
                    "Hu Bin",
                    "13",
                    "郭婷",
                    "Guo Ting",
                    "14",
                    "何勇",
                    "He Yong",
                    "15",
                    "林小燕",
                    "Lin Xiaoyan",
                    "16",
                    "高翔",
                    "Gao Xiang",
                    "17",
                    "罗晓梅",
                    "Luo Xiaomei",
                    "18",
                    "梁志强",
                    "Liang Zhiqiang",
                    "19",
                    "宋佳",
                    "Song Jia",
                    "20",
                    "唐宇",
                    "Tang Yu")
            .values());

    private static final Text PROMISES = new Text(
            "一次告知所需材料；材料齐全的当场受理；在承诺的时间内办结",
            "All papers are named at once; what is complete is taken in at once; done within the promised time");
    private static final Text DUTIES =
            new Text("受理申请；解答咨询；发放证照", "Taking applications; giving advice; handing out documents");

    private DemoDirectory() {}

    /** The same halls with all of it. */
    static Halls completed(Halls halls) {
        Map<String, Group> departments = new LinkedHashMap<>();
        DEPARTMENTS.forEach((id, name) -> departments.put(id, new Group(id, name)));
        Group category = new Group("public-service", new Name("公共服务", "Public service"));
        Map<String, Notice> notices = new LinkedHashMap<>();
        Hall hall = halls.all().iterator().next();
        for (Notice notice : notices(hall.id())) {
            notices.put(notice.hall() + "/" + notice.id(), notice);
        }
        return halls.with(List.of(hall.withWindows(hall.windows().values().stream()
                        .map(DemoDirectory::telling)
                        .toList())))
                .with(halls.entries()
                        .withDepartments(departments)
                        .withCategories(Map.of(category.id(), category))
                        .withStaff(staff(hall))
                        .withNotices(notices));
    }

    private static Window telling(Window window) {
        return new Window(
                window.id(),
                window.name(),
                window.department(),
                window.category(),
                PROMISES,
                DUTIES,
                window.schedule());
    }

    private static Map<String, Staff> staff(Hall hall) {
        Map<String, Staff> staff = new LinkedHashMap<>();
        List<Window> windows = new ArrayList<>(hall.windows().values());
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            String id = String.format(Locale.ROOT, "B%04d", 1001 + i * 7);
            Name name = PEOPLE.get(i % PEOPLE.size());
            int stars = 3 + (i * 5 + 2) % 3;
            staff.put(id, new Staff(id, name, "窗口工作人员", hall.id(), window.id(), window.department(), stars));
        }
        return staff;
    }

    private static List<Notice> notices(String hall) {
        return List.of(
                new Notice(
                        hall,
                        "upgrade",
                        new Name(
                                "本周六下午社保业务系统升级，14:00 后请改在自助机办理。",
                                "Social insurance counters close at 14:00 this Saturday; please use the self-service machines."),
                        null,
                        null),
                new Notice(
                        hall,
                        "rating",
                        new Name(
                                "办理结束后，请在窗口按键评价；评价不记名。",
                                "After your visit, please rate it with the keys at the counter; nobody's name is kept."),
                        null,
                        null));
    }

    /** Identifier, Chinese and English name, and so on. */
    private static Map<String, Name> names(String... texts) {
        Map<String, Name> names = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i += 3) {
            names.put(texts[i], new Name(texts[i + 1], texts[i + 2]));
        }
        return names;
    }
}
