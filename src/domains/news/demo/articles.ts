import type { Text } from '#src/lib/text/multilingual.ts'
import type { ArticleDraft } from '../articles/article.ts'

export interface DemoArticle extends ArticleDraft {
  /** Captions of its generated pictures; the first is the cover. */
  readonly pictures: readonly Text[]
}

const MADE = { vi: 'Ảnh minh hoạ', en: 'Illustration', ko: '시연용 이미지' }
const about = (text: Text): Text =>
  Object.fromEntries(Object.entries(text).map(([lang, words]) => [lang, `${MADE[lang as 'vi']}: ${words}`]))

/** Two reports with the facts of the announcements and nothing else; people are named only where those name them. */
export const DEMO_ARTICLES: readonly DemoArticle[] = [
  {
    slug: 'tuyen-quang-2025-dien-quang-can-thiep',
    eventSlug: 'tuyen-quang-2025',
    byline: '',
    commentsOpen: true,
    title: {
      vi: 'Tuyên Quang: hội nghị khoa học cập nhật tiến bộ trong điện quang can thiệp',
      en: 'Tuyên Quang: a scientific conference on new advances in interventional radiology',
      ko: '뚜옌꽝에서 열린 중재영상의학 최신 지견 학술대회',
    },
    summary: {
      vi: 'Ngày 20 tháng 12 năm 2025, báo cáo viên từ bệnh viện trung ương và địa phương gặp nhau tại Tuyên Quang; sau mỗi chủ đề là một phần thảo luận mở.',
      en: 'On 20 December 2025 speakers from central and local hospitals met in Tuyên Quang; an open discussion followed each topic.',
      ko: '2025년 12월 20일, 중앙과 지방 병원의 연자들이 뚜옌꽝에 모였으며 주제마다 자유 토론이 이어졌습니다.',
    },
    body: {
      vi: `Hội nghị khoa học “Cập nhật tiến bộ trong điện quang can thiệp” do Hội Điện quang can thiệp Việt Nam phối hợp với Sở Y tế tỉnh tổ chức tại Tuyên Quang ngày 20 tháng 12 năm 2025. PGS.TS. Vũ Đăng Lưu, Chủ tịch Phân hội Điện quang can thiệp, phát biểu chào mừng.

## Các chủ đề
- Điện quang can thiệp thần kinh
- Can thiệp đột quỵ, phình mạch não và ung thư
- Kỹ thuật xâm lấn tối thiểu
- Công nghệ mới, trong đó có trí tuệ nhân tạo

Sau mỗi chủ đề là một phần **thảo luận mở**, để bác sĩ tuyến tỉnh trao đổi trực tiếp với chuyên gia.

## Kinh nghiệm từ tuyến tỉnh
Điểm nổi bật là kinh nghiệm thực tế của Bệnh viện Đa khoa tỉnh Tuyên Quang và Bệnh viện Đa khoa tỉnh Hà Giang với can thiệp nội mạch phình mạch não, lấy huyết khối cơ học, nút dị dạng động tĩnh mạch não và đặt stent chuyển dòng.

## Hướng tới
Ngành y tế nêu bốn mục tiêu: đào tạo nhân lực, chuẩn hoá quy trình kỹ thuật, mở rộng khả năng tiếp cận, và gắn kết bệnh viện tỉnh với bệnh viện tuyến trung ương.`,
      en: `The scientific conference “New advances in interventional radiology” was held in Tuyên Quang on 20 December 2025 by the Vietnamese Society of Interventional Radiology with the provincial Department of Health. Assoc. Prof. Dr. Vũ Đăng Lưu, president of the interventional branch, welcomed the delegates.

## Topics
- Neuro-interventional radiology
- Intervention for stroke, cerebral aneurysm and tumours
- Minimally invasive techniques
- New technology, artificial intelligence among it

An **open discussion** followed each topic, in which physicians of the provinces spoke with the experts directly.

## Experience from the provinces
The highlight was the practical experience of Tuyên Quang General Hospital and Hà Giang General Hospital with endovascular treatment of cerebral aneurysms, mechanical thrombectomy, embolisation of cerebral arteriovenous malformations and flow-diverting stents.

## Aims
The health sector named four: training people, standardising technical procedures, widening access, and linking provincial hospitals with central ones.`,
      ko: `‘중재영상의학의 최신 발전’ 학술대회가 2025년 12월 20일 뚜옌꽝에서 베트남 중재영상의학회와 성 보건국의 공동 주최로 열렸습니다. 중재 분과 회장 부 당 르우(Vũ Đăng Lưu) 부교수가 환영사를 전했습니다.

## 주제
- 신경중재영상의학
- 뇌졸중, 뇌동맥류, 종양의 중재 시술
- 최소 침습 시술
- 인공지능을 비롯한 새로운 기술

주제마다 **자유 토론**이 이어져 지방 병원 의사들이 전문가와 직접 의견을 나누었습니다.

## 지방 병원의 경험
뚜옌꽝 종합병원과 하장 종합병원이 뇌동맥류 혈관 내 치료, 기계적 혈전제거술, 뇌동정맥기형 색전술, 혈류전환 스텐트의 실제 경험을 발표해 관심을 모았습니다.

## 목표
보건 당국은 인력 양성, 시술 표준화, 의료 접근성 확대, 지방 병원과 중앙 병원의 연계라는 네 가지 목표를 제시했습니다.`,
    },
    tags: [
      { slug: 'stroke', name: { vi: 'Đột quỵ', en: 'Stroke', ko: '뇌졸중' } },
      { slug: 'cerebral-aneurysm', name: { vi: 'Phình mạch não', en: 'Cerebral aneurysm', ko: '뇌동맥류' } },
    ],
    pictures: [
      about({ vi: 'mạch máu dưới thuốc cản quang', en: 'vessels in contrast', ko: '조영제로 드러난 혈관' }),
      about({ vi: 'nhánh mạch và vòng định vị', en: 'branches and a locating ring', ko: '혈관 분지와 위치 표시 원' }),
      about({
        vi: 'cây mạch máu, nét chính màu đỏ son',
        en: 'a vascular tree, its main branch in vermilion',
        ko: '주가지를 주홍색으로 나타낸 혈관 나무',
      }),
    ],
  },
  {
    slug: 'hoi-thao-ung-thu-gan-mat',
    eventSlug: 'hepatobiliary-2025',
    byline: '',
    commentsOpen: true,
    title: {
      vi: 'Hội thảo “Chẩn đoán hình ảnh và điều trị ung thư gan mật” lần thứ hai',
      en: 'Second workshop “Diagnostic imaging and treatment of hepatobiliary cancer”',
      ko: '제2회 ‘간담도암의 영상진단과 치료’ 워크숍',
    },
    summary: {
      vi: 'Sinh viên và cán bộ của 33 cơ sở y tế tham dự hội thảo của Trường Đại học Y Hà Nội và KT, với báo cáo viên từ Việt Nam và Hàn Quốc.',
      en: 'Students and staff of 33 health facilities attended the workshop of Hanoi Medical University and KT, with speakers from Vietnam and Korea.',
      ko: '33개 의료기관의 학생과 의료진이 하노이의과대학교와 KT의 워크숍에 참가했으며 베트남과 한국의 연자가 발표했습니다.',
    },
    body: {
      vi: `Ngày 7 tháng 10, Trường Đại học Y Hà Nội phối hợp với KT tổ chức hội thảo “Chẩn đoán hình ảnh và điều trị ung thư gan mật”. Đây là lần thứ hai của chuỗi hội thảo; lần đầu diễn ra vào tháng 7.

## Người tham dự
Đại biểu là sinh viên và cán bộ của **33 cơ sở y tế**.

## Báo cáo viên đến từ
- Bệnh viện Samsung Seoul
- Bệnh viện Bạch Mai
- Bệnh viện Đại học Y Hà Nội
- Đại học Quốc gia Seoul
- Medical IP

## Trí tuệ nhân tạo
Một phiên riêng dành cho trí tuệ nhân tạo trong chẩn đoán hình ảnh và các ứng dụng tại Hàn Quốc.

## Tiếp theo
Ban tổ chức còn có các bài giảng y khoa trực tuyến và dự kiến trao đổi thường xuyên.`,
      en: `On 7 October Hanoi Medical University and KT held the workshop “Diagnostic imaging and treatment of hepatobiliary cancer”. It was the second of the series; the first took place in July.

## Delegates
Students and staff of **33 health facilities** took part.

## Speakers came from
- Samsung Seoul Hospital
- Bạch Mai Hospital
- Hanoi Medical University Hospital
- Seoul National University
- Medical IP

## Artificial intelligence
A session of its own dealt with artificial intelligence in diagnostic imaging and its applications in Korea.

## What comes next
The organisers also give online medical lectures and plan a regular exchange.`,
      ko: `10월 7일 하노이의과대학교와 KT가 ‘간담도암의 영상진단과 치료’ 워크숍을 개최했습니다. 7월 첫 행사에 이은 두 번째 워크숍입니다.

## 참가자
**33개 의료기관**의 학생과 의료진이 참가했습니다.

## 연자 소속
- 삼성서울병원
- 박마이병원
- 하노이의과대학교병원
- 서울대학교
- 메디컬아이피

## 인공지능
영상진단 분야의 인공지능과 한국의 활용 사례를 다룬 세션이 별도로 마련되었습니다.

## 앞으로
주최 측은 온라인 의학 강의도 제공하며 정기적인 교류를 계획하고 있습니다.`,
    },
    tags: [
      { slug: 'hepatobiliary-cancer', name: { vi: 'Ung thư gan mật', en: 'Hepatobiliary cancer', ko: '간담도암' } },
      {
        slug: 'artificial-intelligence',
        name: { vi: 'Trí tuệ nhân tạo', en: 'Artificial intelligence', ko: '인공지능' },
      },
    ],
    pictures: [
      about({ vi: 'cây mạch trên nền sáng', en: 'a vascular tree on a light ground', ko: '밝은 바탕의 혈관 나무' }),
      about({ vi: 'đường nét mạch máu trên nền phim', en: 'lines of vessels on film', ko: '필름 바탕의 혈관 선' }),
    ],
  },
]

export const DEMO_ABOUT: { readonly title: Text; readonly body: Text } = {
  title: { vi: 'Giới thiệu', en: 'About', ko: '학회 소개' },
  body: {
    vi: `Đây là **trang minh hoạ** của phần mềm Hội, không phải trang chính thức của một hội nào. Trang cho thấy một hội chuyên ngành tổ chức hội nghị, công bố chương trình và đưa tin như thế nào.

Tên, ngày, địa điểm và chủ đề của ba sự kiện lấy từ thông báo công khai; giờ, phiên và báo cáo viên được tạo tự động và có ghi rõ.

## Dành cho hội của bạn
Ban thư ký sửa trang này tại mục Quản lý → Trang và mục lục: giới thiệu, ban chấp hành, hội viên, liên hệ, mỗi trang bằng ba ngôn ngữ.`,
    en: `This is a **demonstration** of the Hội software, not the official site of any society. It shows how a society holds its meetings, publishes programmes and reports on them.

Names, dates, places and subjects of the three meetings are those that were announced; hours, sessions and speakers are generated and marked so.

## For your society
The secretariat edits this page under Manage → Pages and menus: about, board, membership, contact, each in three languages.`,
    ko: `이 사이트는 Hội 소프트웨어의 **시연용**이며 특정 학회의 공식 사이트가 아닙니다. 학회가 학술 행사를 열고 프로그램을 공개하며 소식을 전하는 모습을 보여 줍니다.

세 행사의 이름, 날짜, 장소, 주제는 공개된 공지를 따랐으며 시간, 세션, 연자는 자동으로 생성되어 표시되어 있습니다.

## 귀 학회를 위하여
사무국은 관리 → 페이지와 메뉴에서 학회 소개, 임원진, 회원, 연락처 페이지를 세 언어로 편집할 수 있습니다.`,
  },
}
