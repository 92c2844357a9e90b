import type { EventDraft, Programme } from '#src/domains/events/index.ts'
import type { Ids } from '#src/platform/ids.ts'
import { DISCUSSION, INVENTED_TIMES, OPENING, CLOSING, REGISTRATION, COFFEE, WELCOME, withNote } from './phrases.ts'
import { lay, room, type SessionPlan } from './plan.ts'

const DATE = '2025-12-20'

/** The scientific conference in Tuyên Quang, with what its announcement says and nothing more. */
export const tuyenQuang: EventDraft = {
  slug: 'tuyen-quang-2025',
  kind: 'conference',
  title: {
    vi: 'Hội nghị khoa học “Cập nhật tiến bộ trong điện quang can thiệp”',
    en: 'Scientific conference on new advances in interventional radiology',
    ko: '중재영상의학의 최신 지견 학술대회',
  },
  summary: withNote(
    {
      vi: 'Hội Điện quang can thiệp Việt Nam phối hợp với Sở Y tế tổ chức. Báo cáo viên đến từ các bệnh viện trung ương và địa phương; **sau mỗi chủ đề có phần thảo luận mở**.\n\nĐiểm nhấn là kinh nghiệm thực tế của Bệnh viện Đa khoa tỉnh Tuyên Quang và Bệnh viện Đa khoa tỉnh Hà Giang trong can thiệp nội mạch phình động mạch não, lấy huyết khối cơ học, nút dị dạng động tĩnh mạch não và đặt stent chuyển dòng.\n\nMục tiêu của ngành y tế: đào tạo nhân lực, chuẩn hoá quy trình kỹ thuật, mở rộng khả năng tiếp cận và gắn kết bệnh viện tuyến tỉnh với tuyến trung ương.',
      en: 'Held by the Vietnamese Society of Interventional Radiology with the provincial Department of Health. Speakers come from central and local hospitals; **every topic is followed by an open discussion**.\n\nThe highlight is the practical experience of Tuyên Quang General Hospital and Hà Giang General Hospital with endovascular treatment of cerebral aneurysms, mechanical thrombectomy, embolisation of cerebral arteriovenous malformations and flow-diverting stents.\n\nThe aims voiced by the health sector: to train people, to standardise technical procedures, to widen access, and to link provincial hospitals with central ones.',
    },
    INVENTED_TIMES,
  ),
  zone: 'Asia/Ho_Chi_Minh',
  startsOn: DATE,
  endsOn: DATE,
  venueName: { vi: 'Tuyên Quang', en: 'Tuyên Quang', ko: '뚜옌꽝' },
  langs: ['vi', 'en'],
  organisers: [
    {
      name: { vi: 'Hội Điện quang can thiệp Việt Nam', en: 'Vietnamese Society of Interventional Radiology' },
      role: 'organiser',
    },
    { name: { vi: 'Sở Y tế tỉnh Tuyên Quang', en: 'Department of Health of Tuyên Quang province' }, role: 'organiser' },
  ],
}

export function tuyenQuangProgramme(current: Programme, ids: Ids, welcomeBy: string): Programme {
  const hall = room(ids, 0, { vi: 'Hội trường', en: 'Main hall', ko: '대강당' }, null)
  const base = { date: DATE, room: hall.id }
  const discussion = { kind: 'discussion' as const, title: DISCUSSION, minutes: 20, langs: ['vi'] }
  const plans: SessionPlan[] = [
    { ...base, at: '07:30', kind: 'break', title: REGISTRATION, minutes: 30 },
    {
      ...base,
      at: '08:00',
      kind: 'ceremony',
      title: OPENING,
      slots: [{ title: WELCOME, minutes: 20, speakers: [welcomeBy], langs: ['vi'] }],
    },
    {
      ...base,
      at: '08:20',
      kind: 'oral',
      title: { vi: 'Điện quang can thiệp thần kinh', en: 'Neuro-interventional radiology', ko: '신경중재영상의학' },
      slots: [
        {
          title: {
            vi: 'Điện quang can thiệp thần kinh: cập nhật',
            en: 'Neuro-interventional radiology: an update',
            ko: '신경중재영상의학: 최신 지견',
          },
          minutes: 50,
          langs: ['vi'],
        },
        discussion,
      ],
    },
    { ...base, at: '09:30', kind: 'break', title: COFFEE, minutes: 15 },
    {
      ...base,
      at: '09:45',
      kind: 'oral',
      title: {
        vi: 'Can thiệp đột quỵ, phình động mạch não và ung bướu',
        en: 'Stroke, cerebral aneurysm and oncology intervention',
        ko: '뇌졸중, 뇌동맥류 및 종양 중재시술',
      },
      slots: [
        {
          title: {
            vi: 'Kinh nghiệm thực tế của Bệnh viện Đa khoa tỉnh Tuyên Quang và Bệnh viện Đa khoa tỉnh Hà Giang',
            en: 'Practical experience of Tuyên Quang General Hospital and Hà Giang General Hospital',
            ko: '뚜옌꽝 종합병원과 하장 종합병원의 실제 경험',
          },
          subtitle: {
            vi: 'Can thiệp nội mạch phình động mạch não, lấy huyết khối cơ học, nút dị dạng động tĩnh mạch não, stent chuyển dòng',
            en: 'Endovascular treatment of cerebral aneurysms, mechanical thrombectomy, embolisation of cerebral arteriovenous malformations, flow-diverting stents',
            ko: '뇌동맥류 혈관내 치료, 기계적 혈전제거술, 뇌동정맥기형 색전술, 혈류전환 스텐트',
          },
          minutes: 55,
          langs: ['vi'],
        },
        discussion,
      ],
    },
    {
      ...base,
      at: '11:00',
      kind: 'oral',
      title: { vi: 'Kỹ thuật can thiệp ít xâm lấn', en: 'Minimally invasive techniques', ko: '최소 침습 시술' },
      slots: [
        {
          title: {
            vi: 'Kỹ thuật can thiệp ít xâm lấn: cập nhật',
            en: 'Minimally invasive techniques: an update',
            ko: '최소 침습 시술: 최신 지견',
          },
          minutes: 30,
          langs: ['vi'],
        },
        discussion,
      ],
    },
    {
      ...base,
      at: '11:50',
      kind: 'oral',
      title: {
        vi: 'Công nghệ mới và trí tuệ nhân tạo',
        en: 'New technology, including AI',
        ko: '인공지능을 포함한 신기술',
      },
      slots: [
        {
          title: {
            vi: 'Công nghệ mới và trí tuệ nhân tạo trong điện quang can thiệp',
            en: 'New technology and AI in interventional radiology',
            ko: '중재영상의학의 신기술과 인공지능',
          },
          minutes: 30,
          langs: ['vi'],
        },
        discussion,
      ],
    },
    { ...base, at: '12:40', kind: 'ceremony', title: CLOSING, minutes: 15 },
  ]
  return lay(current, ids, [hall], [], plans)
}
