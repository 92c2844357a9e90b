import type { Text } from '#src/lib/text/multilingual.ts'

/** Techniques that the generated congress talks about; `track` is the subject it is listed under. */
export interface Topic {
  readonly track: TrackKey
  readonly name: Text
}

export type TrackKey = 'neuro' | 'oncology' | 'vascular' | 'nonvascular' | 'technology'

export const TRACKS: readonly { key: TrackKey; name: Text; colour: string }[] = [
  { key: 'neuro', colour: '#a3273f', name: { vi: 'Can thiệp thần kinh', en: 'Neuro-intervention', ko: '신경중재' } },
  {
    key: 'oncology',
    colour: '#8a5a00',
    name: { vi: 'Can thiệp ung bướu', en: 'Interventional oncology', ko: '종양중재' },
  },
  {
    key: 'vascular',
    colour: '#1d5f8a',
    name: { vi: 'Can thiệp mạch máu', en: 'Vascular intervention', ko: '혈관중재' },
  },
  {
    key: 'nonvascular',
    colour: '#2f6b3c',
    name: { vi: 'Can thiệp ngoài mạch máu', en: 'Non-vascular intervention', ko: '비혈관중재' },
  },
  {
    key: 'technology',
    colour: '#5b4a9e',
    name: { vi: 'Công nghệ mới và AI', en: 'New technology and AI', ko: '신기술 및 인공지능' },
  },
]

const topic = (track: TrackKey, vi: string, en: string): Topic => ({ track, name: { vi, en } })

export const TOPICS: readonly Topic[] = [
  topic('neuro', 'Nút phình động mạch não bằng vòng xoắn kim loại', 'Coil embolisation of cerebral aneurysms'),
  topic('neuro', 'Đặt stent chuyển dòng điều trị phình động mạch não', 'Flow-diverting stents for cerebral aneurysms'),
  topic(
    'neuro',
    'Lấy huyết khối cơ học trong đột quỵ thiếu máu não cấp',
    'Mechanical thrombectomy in acute ischaemic stroke',
  ),
  topic('neuro', 'Nút dị dạng động tĩnh mạch não', 'Embolisation of cerebral arteriovenous malformations'),
  topic('neuro', 'Nút rò động tĩnh mạch màng cứng', 'Embolisation of dural arteriovenous fistulas'),
  topic('neuro', 'Đặt stent động mạch cảnh', 'Carotid artery stenting'),
  topic(
    'neuro',
    'Nút động mạch màng não giữa điều trị máu tụ dưới màng cứng mạn tính',
    'Middle meningeal artery embolisation for chronic subdural haematoma',
  ),
  topic('oncology', 'Nút hoá chất động mạch gan', 'Transarterial chemoembolisation of the liver'),
  topic('oncology', 'Tắc mạch xạ trị với Yttrium-90', 'Yttrium-90 radioembolisation'),
  topic('oncology', 'Đốt sóng cao tần u gan', 'Radiofrequency ablation of liver tumours'),
  topic('oncology', 'Đốt vi sóng u gan, u thận và u phổi', 'Microwave ablation of liver, kidney and lung tumours'),
  topic(
    'oncology',
    'Nút tĩnh mạch cửa trước phẫu thuật cắt gan lớn',
    'Portal vein embolisation before major hepatectomy',
  ),
  topic('oncology', 'Đốt sóng cao tần nhân giáp lành tính', 'Radiofrequency ablation of benign thyroid nodules'),
  topic(
    'vascular',
    'Nút mạch cầm máu trong chấn thương gan, lách, thận',
    'Embolisation in liver, splenic and renal trauma',
  ),
  topic('vascular', 'Nút động mạch phế quản điều trị ho ra máu', 'Bronchial artery embolisation for haemoptysis'),
  topic(
    'vascular',
    'Tạo shunt cửa chủ trong gan qua tĩnh mạch cảnh (TIPS)',
    'Transjugular intrahepatic portosystemic shunt (TIPS)',
  ),
  topic('vascular', 'Nút động mạch tuyến tiền liệt', 'Prostatic artery embolisation'),
  topic('vascular', 'Nút động mạch tử cung', 'Uterine artery embolisation'),
  topic('vascular', 'Can thiệp động mạch chi dưới', 'Endovascular treatment of lower-limb arteries'),
  topic('vascular', 'Can thiệp cầu nối động tĩnh mạch chạy thận', 'Endovascular care of haemodialysis access'),
  topic('vascular', 'Đặt stent graft động mạch chủ', 'Aortic stent grafting'),
  topic(
    'vascular',
    'Nút động mạch gối trong thoái hoá khớp gối',
    'Genicular artery embolisation in knee osteoarthritis',
  ),
  topic('nonvascular', 'Dẫn lưu đường mật qua da', 'Percutaneous biliary drainage'),
  topic('nonvascular', 'Sinh thiết phổi dưới hướng dẫn cắt lớp vi tính', 'CT-guided lung biopsy'),
  topic(
    'nonvascular',
    'Dẫn lưu áp xe ổ bụng dưới hướng dẫn siêu âm',
    'Ultrasound-guided drainage of abdominal abscesses',
  ),
  topic('nonvascular', 'Tạo hình đốt sống qua da', 'Percutaneous vertebroplasty'),
  topic('nonvascular', 'Diệt hạch đám rối tạng giảm đau', 'Coeliac plexus neurolysis for pain relief'),
  topic(
    'technology',
    'Trí tuệ nhân tạo phát hiện tắc mạch não lớn trên cắt lớp vi tính',
    'AI detection of large-vessel occlusion on CT',
  ),
  topic(
    'technology',
    'Phân vùng gan và khối u tự động trên cắt lớp vi tính',
    'Automatic segmentation of the liver and its tumours on CT',
  ),
  topic('technology', 'CT chùm tia hình nón trong phòng can thiệp', 'Cone-beam CT in the angiography suite'),
  topic('technology', 'Giảm liều tia cho người bệnh và nhân viên', 'Dose reduction for patients and staff'),
  topic(
    'technology',
    'In 3D và mô phỏng trước can thiệp mạch não',
    '3D printing and simulation before neurovascular procedures',
  ),
]

/** Under which question a topic is looked at. */
export const ASPECTS: readonly Text[] = [
  { vi: 'lựa chọn người bệnh', en: 'selecting the patient' },
  { vi: 'kỹ thuật từng bước', en: 'technique step by step' },
  { vi: 'biến chứng và cách xử trí', en: 'complications and how to manage them' },
  { vi: 'kết quả theo dõi trung hạn', en: 'medium-term results' },
  { vi: 'bài học từ các ca khó', en: 'lessons from difficult cases' },
  { vi: 'triển khai tại bệnh viện tuyến tỉnh', en: 'introducing it at a provincial hospital' },
  { vi: 'chuẩn hoá quy trình kỹ thuật', en: 'standardising the procedure' },
  { vi: 'lựa chọn dụng cụ và vật liệu', en: 'choosing devices and materials' },
]

/** What a generated abstract says: that it is one. No finding, number or outcome is invented. */
export const ABSTRACT: Text = {
  vi: 'Tóm tắt này được tạo tự động cho bản minh hoạ và không phải là kết quả của một nghiên cứu nào. Trong chương trình thật, tại đây là đặt vấn đề, đối tượng và phương pháp, kết quả và kết luận do tác giả viết.',
  en: 'This abstract was generated for the demonstration and reports no study. In a real programme, the authors’ background, methods, results and conclusion stand here.',
}
